import { editedSpec, randomBytes, soup } from '../../support/random-document.ts';
import { randomSpec } from '../../support/random-spec.ts';
import type { Random } from '../../support/random.ts';

export interface DrawnDocument {
  readonly kind: string;
  readonly bytes: Uint8Array;
  /** It holds what must be refused. */
  readonly isBad: boolean;
}

/** What the parser must take as text, or refuse, and never act upon. */
const TRAPS = [
  '__proto__: {polluted: 1}\n',
  'constructor: {prototype: {polluted: 1}}\n',
  'tasks:\n  __proto__:\n    title: x\n    polluted: 1\n',
  'tasks:\n  A:\n    __proto__: {status: done}\n    title: x\n',
  'tasks:\n  A: &a {title: x}\n  B: *a\n',
  'a: &a [*a]\n',
  'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b, *b]\n',
  '%YAML 1.1\n---\ntasks: {A: {title: yes}}\n',
  '%TAG ! tag:example.org,2000:\n---\na: !x 1\n',
  'a: !!js/function "function () { return 1 }"\n',
  'a: !!python/object/apply:os.system ["true"]\n',
  'a: !!binary aGVsbG8=\n',
  '<<: {tasks: {A: {title: x}}}\n',
  'tasks:\n  <<: *x\n',
  '? [a, b]\n: c\n',
  '? {a: b}\n: c\n',
  'a: 1\na: 2\n',
  'tasks:\n  A:\n    title: x\n  A:\n    title: y\n',
];

/** Pieces that are repeated until something gives way. */
const NESTED = [
  '[',
  '{',
  '[{',
  '? ',
  '- ',
  '{a: ',
  '- - ',
  '"',
  "'a\n",
  '&a ',
  '!',
  '|\n',
  'a: ',
  ',',
  '* ',
  '((((a*)*)*)*',
];
const MOST_NESTED = 3000;
/** What nests for sure, and how often is too deep for any spec. */
const NESTS = new Set(['[', '{', '[{', '? ', '- ', '{a: ', '- - ']);
const TOO_DEEP = 50;

interface Text {
  readonly text: string;
  readonly isBad: boolean;
}

function nested(random: Random): Text {
  if (random.below(4) === 0) {
    // As deep as indentation makes it.
    const depth = random.below(300);
    const keys = Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`);
    return { text: `${keys.join('')}${' '.repeat(depth)}b`, isBad: depth > TOO_DEEP };
  }
  const prefix = random.pick(['', 'x-a: ', 'tasks:\n  A:\n    title: ', 'tasks: ', 'project: ']);
  const piece = random.pick(NESTED);
  const times = random.below(MOST_NESTED);
  return { text: prefix + piece.repeat(times), isBad: NESTS.has(piece) && times > TOO_DEEP };
}

function trap(random: Random): Text {
  const text = random.pick(TRAPS);
  return random.below(2) === 0
    ? { text, isBad: true }
    : { text: editedSpec(random, text + random.pick(TRAPS)), isBad: false };
}

/** One document of a random kind. `real`: specs that people wrote. */
export function drawDocument(random: Random, real: readonly string[]): DrawnDocument {
  const of = (kind: string, text: string, isBad = false): DrawnDocument => {
    return { kind, bytes: Buffer.from(text, 'utf8'), isBad };
  };
  const kind = random.below(100);
  if (kind < 30) {
    return of('soup', soup(random));
  }
  if (kind < 45) {
    return { kind: 'random bytes', bytes: randomBytes(random), isBad: false };
  }
  if (kind < 85) {
    return of('made specs, edited', editedSpec(random, randomSpec(random)));
  }
  if (kind < 89) {
    return of('real specs, edited', editedSpec(random, random.pick(real)));
  }
  const { text, isBad } = kind < 91 ? nested(random) : trap(random);
  return of(kind < 91 ? 'deep nesting' : 'traps', text, isBad);
}
