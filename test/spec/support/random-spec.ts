import type { Random } from '../../support/random.ts';

/** A spec as text, in a style that was drawn, with numbered comments all over it. */
export interface RandomSpec {
  readonly text: string;
  readonly ids: readonly string[];
}

interface Style {
  readonly eol: string;
  readonly taskIndent: number;
  readonly step: number;
  readonly dash: number;
  readonly blankBetween: number;
  readonly commentEvery: number;
}

const STATUSES = ['todo', 'ready', 'blocked', 'done', 'verified'];
const TEXTS = [
  'Set up the parser',
  'Fix: the "quoted" title',
  "It's done",
  'ends with a colon:',
  '# not a comment',
  'no',
  '2026-01-01',
  '12:30',
  '0o17',
  'ümlaut — and 日本語 🎉',
  '- dash',
  'a # b',
  '[x]',
  'null',
];
const WORDS = ['core', 'docs', 'src/**', 'a b', 'on', "it's", '*.md', '1e3', 'x: y', 'UI'];

/** Draws specs in many styles; each comment is another one, so that a lost one is noticed. */
export class SpecWriter {
  readonly #random: Random;
  readonly #style: Style;
  #comments = 0;

  constructor(random: Random, fixed: Partial<Style> = {}) {
    this.#random = random;
    this.#style = {
      eol: random.pick(['\n', '\n', '\r\n']),
      taskIndent: random.pick([2, 2, 4, 1, 3]),
      step: random.pick([2, 2, 4, 3]),
      dash: random.pick([0, 2, 2, 4]),
      blankBetween: random.pick([0, 0, 1, 2]),
      commentEvery: random.pick([2, 3, 6, 1000]),
      ...fixed,
    };
  }

  write(taskCount: number): RandomSpec {
    const { eol, blankBetween } = this.#style;
    const ids = Array.from(
      { length: taskCount },
      (_, index) => this.#random.pick(['T', 'A-', 'x.', '']) + String(index + 1),
    );
    const lines = [
      ...this.#chance(2, ['# header', '']),
      'project:',
      '  name: demo',
      'tasks:' + this.#trailing(),
    ];
    ids.forEach((id, index) => {
      lines.push(
        ...this.#task(id),
        ...(index < ids.length - 1 ? Array.from({ length: blankBetween }, () => '') : []),
      );
    });
    lines.push(...this.#chance(3, ['', '# footer', 'features:', `  f1: [${ids[0] ?? ''}]`]));
    const mark = this.#random.below(8) === 0 ? '\uFEFF' : '';
    const end = this.#random.below(6) === 0 ? '' : eol;
    return { text: mark + lines.join(eol) + end, ids };
  }

  #chance(of: number, lines: readonly string[]): readonly string[] {
    return this.#random.below(of) === 0 ? lines : [];
  }

  #comment(): string {
    this.#comments += 1;
    return `# c${this.#comments}; it's "odd": [x]`;
  }

  #trailing(): string {
    return this.#random.below(this.#style.commentEvery) === 0
      ? `${this.#random.pick([' ', '   '])}${this.#comment()}`
      : '';
  }

  #above(column: number): readonly string[] {
    return this.#random.below(this.#style.commentEvery) === 0 ? [' '.repeat(column) + this.#comment()] : [];
  }

  #scalar(text: string): string {
    const isPlain = /^[A-Za-zü][^:#\n]*$/u.test(text) && !/^(?:no|on|null)$/u.test(text);
    const single = `'${text.replaceAll("'", "''")}'`;
    return this.#random.pick([isPlain ? text : single, single, JSON.stringify(text)]);
  }

  #block(key: string, column: number): string[] {
    const pad = ' '.repeat(column + this.#random.pick([1, 2, 4]));
    const header = this.#random.pick(['|', '|-', '>', '>-', '|+']);
    const tail = this.#random.below(3) === 0 ? [''] : [];
    return [
      `${' '.repeat(column)}${key}: ${header}${this.#trailing()}`,
      `${pad}first # line`,
      `${pad}second: line`,
      '',
      `${pad}last`,
      ...tail,
    ];
  }

  #list(key: string, column: number): string[] {
    const pad = ' '.repeat(column);
    const words = Array.from({ length: this.#random.below(4) }, () => this.#scalar(this.#random.pick(WORDS)));
    const unique = [...new Set(words)];
    const dash = ' '.repeat(column + this.#style.dash);
    switch (unique.length === 0 ? 'empty' : this.#random.pick(['block', 'block', 'flow', 'lines'])) {
      case 'empty':
        return [`${pad}${key}:${this.#random.pick(['', ' []'])}${this.#trailing()}`];
      case 'flow':
        return [`${pad}${key}: [${unique.join(', ')}]${this.#trailing()}`];
      case 'lines':
        return [
          `${pad}${key}: [`,
          ...unique.map((word) => `${pad}    ${word},${this.#trailing()}`),
          `${pad}  ]`,
        ];
      default:
        return [
          `${pad}${key}:${this.#trailing()}`,
          ...unique.flatMap((word) => [
            ...this.#above(column + this.#style.dash),
            `${dash}- ${word}${this.#trailing()}`,
          ]),
        ];
    }
  }

  #task(id: string): string[] {
    const { taskIndent, step } = this.#style;
    const pad = ' '.repeat(taskIndent);
    const key = /^\d+$/u.test(id) || this.#random.below(4) === 0 ? `'${id}'` : id;
    const lines = [...this.#above(taskIndent)];
    if (this.#random.below(6) === 0) {
      return [
        ...lines,
        `${pad}${key}: {title: ${this.#flowScalar()}, status: ready, labels: [a, 'b c']}${this.#trailing()}`,
      ];
    }
    const column = taskIndent + step;
    const inner = ' '.repeat(column);
    const scalar = (name: string, text: string): string[] => [`${inner}${name}: ${text}${this.#trailing()}`];
    const fields = [
      scalar('title', this.#scalar(this.#random.pick(TEXTS))),
      ...this.#maybe(() =>
        this.#random.below(2) === 0
          ? this.#block('description', column)
          : scalar('description', this.#scalar(this.#random.pick(TEXTS))),
      ),
      ...this.#maybe(() => this.#list('acceptance_criteria', column)),
      ...this.#maybe(() => this.#list('labels', column)),
      ...this.#maybe(() => this.#list('locks', column)),
      ...this.#maybe(() => scalar('priority', this.#random.pick(['1', '50', 'high', "'7'"]))),
      ...this.#maybe(() => scalar('status', this.#random.pick(STATUSES))),
      ...this.#maybe(() =>
        scalar(
          'created_at',
          this.#random.pick(['2026-11-21 02:54:09.930624+00:00', "'2026-11-21T02:53:57.712Z'"]),
        ),
      ),
      ...this.#maybe(() => [
        `${inner}x-data:${this.#trailing()}`,
        `${inner}  a: 1${this.#trailing()}`,
        `${inner}  b: [1, two]`,
      ]),
    ];
    const body = fields.flatMap((field) => [...this.#above(column), ...this.#chance(8, ['']), ...field]);
    return [...lines, `${pad}${key}:${this.#trailing()}`, ...body];
  }

  #flowScalar(): string {
    return JSON.stringify(this.#random.pick(TEXTS));
  }

  #maybe(make: () => string[]): string[][] {
    return this.#random.below(2) === 0 ? [make()] : [];
  }
}
