import { DEFAULT_PRINT_STYLE, type Literals, type PrintStyle } from './print-node.ts';

/** The lists of sentences: on one line they would be long. */
const SENTENCE_LISTS = new Set(['acceptance_criteria']);
const WORD_LISTS = ['depends_on', 'labels', 'locks', 'capabilities', 'former_ids'];
const LIST_KEYS = [...SENTENCE_LISTS, ...WORD_LISTS];

/** A block list below its key: the white space before the key, the key, the white space before the first dash. */
const BLOCK_LIST = /^( *)([^\s#:-][^\n:]*):[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- /gmu;

const FLOW_LIST = new RegExp(`^ *(${LIST_KEYS.join('|')}): *\\[ *[^\\]\\s#]`, 'gmu');

const INDENTED_LINE = /^( +)[^\s#]/mu;

/** How much of a text is looked at to learn its style. */
export const SAMPLE_LENGTH = 16 * 1024;

/** How often each word is there. */
class Tally {
  readonly #counts = new Map<string, number>();

  constructor(words: Iterable<string | undefined>) {
    for (const word of words) {
      this.#counts.set(word ?? '', this.of(word ?? '') + 1);
    }
  }

  of(...words: readonly string[]): number {
    return words.reduce((sum, word) => sum + (this.#counts.get(word) ?? 0), 0);
  }

  mostCommon(): string | undefined {
    return [...this.#counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
  }
}

function isFlowKey(key: string, flow: Tally, block: Tally): boolean {
  const keys = flow.of(key) + block.of(key) > 0 || SENTENCE_LISTS.has(key) ? [key] : WORD_LISTS;
  return flow.of(...keys) > block.of(...keys);
}

function detectFlowKeys(sample: string): ReadonlySet<string> {
  const flow = new Tally(Array.from(sample.matchAll(FLOW_LIST), ([, key]) => key));
  const block = new Tally(Array.from(sample.matchAll(BLOCK_LIST), ([, , key]) => key));
  return new Set(LIST_KEYS.filter((key) => isFlowKey(key, flow, block)));
}

function detectDashOffset(sample: string): number | undefined {
  const offsets = Array.from(
    sample.matchAll(BLOCK_LIST),
    ([, key = '', , dash = '']) => dash.length - key.length,
  );
  const common = new Tally(offsets.filter((offset) => offset >= 0).map(String)).mostCommon();
  return common === undefined ? undefined : Number(common);
}

/** What new values of a file look like. */
export interface FileStyle {
  readonly flowKeys: ReadonlySet<string>;
  readonly dashOffset: number;
  /** Spaces before the first indented line: how far this file indents. */
  readonly step: number;
}

/** Learns the style of a file from its beginning; where it shows none, PyYAML's. */
export function learnStyle(text: string): FileStyle {
  const sample = text.slice(0, SAMPLE_LENGTH);
  return {
    flowKeys: detectFlowKeys(sample),
    dashOffset: detectDashOffset(sample) ?? DEFAULT_PRINT_STYLE.dashOffset,
    step: INDENTED_LINE.exec(sample)?.[1]?.length ?? DEFAULT_PRINT_STYLE.step,
  };
}

/** How new values in a task look: dashes as in the task itself, where it has any. */
export function styleOfTask(
  taskText: string,
  file: FileStyle,
  known: { readonly step: number; readonly literals: Literals },
): PrintStyle {
  const { flowKeys, dashOffset } = file;
  return { ...known, flowKeys, dashOffset: detectDashOffset(taskText) ?? dashOffset };
}
