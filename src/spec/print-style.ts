import { DEFAULT_PRINT_STYLE, type PrintStyle } from './print-node.ts';

/** A block list below its key; the groups are the white space before the key and before the first dash. */
const BLOCK_LIST = /^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- /gmu;

const FLOW_LIST = /^ *(?:acceptance_criteria|depends_on|labels|locks|capabilities): *\[ *[^\]\s#]/gmu;

const INDENTED_LINE = /^( +)[^\s#]/mu;

/** How much of a text is looked at to learn its style. */
const SAMPLE_LENGTH = 64 * 1024;

function mostCommon(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers) {
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

function detectLists(text: string): Pick<PrintStyle, 'dashOffset' | 'flowLists'> | undefined {
  const sample = text.slice(0, SAMPLE_LENGTH);
  const offsets = [...sample.matchAll(BLOCK_LIST)].map(([, key = '', dash = '']) => dash.length - key.length);
  const dashOffset = mostCommon(offsets.filter((offset) => offset >= 0));
  const flowCount = sample.match(FLOW_LIST)?.length ?? 0;
  if (dashOffset === undefined && flowCount === 0) {
    return undefined;
  }
  return { dashOffset: dashOffset ?? DEFAULT_PRINT_STYLE.dashOffset, flowLists: flowCount > offsets.length };
}

/**
 * How new lists are to look: as those in the first of the samples that has any (the task itself, then its neighbours and
 * the rest of the file), else as PyYAML writes them.
 */
export function detectPrintStyle(
  samples: readonly string[],
  known: { step: number; mayEndWithBreak: boolean },
): PrintStyle {
  const lists = samples.map(detectLists).find((found) => found !== undefined);
  return { ...DEFAULT_PRINT_STYLE, ...lists, ...known };
}

/** Spaces before the first indented line: how far this file indents. */
export function detectStep(text: string): number {
  return INDENTED_LINE.exec(text.slice(0, SAMPLE_LENGTH))?.[1]?.length ?? DEFAULT_PRINT_STYLE.step;
}
