import type { Environment } from '../../operations/context.ts';
import type { Links } from './text.ts';

/** What is known of the place that output goes to. */
export interface Terminal {
  /** A person looks at it: times may be relative, lines are cut at the width. */
  readonly isTerminal: boolean;
  readonly color: boolean;
  /** Cells; infinite in a pipe, where nothing is cut. */
  readonly width: number;
  /** Set where it shows links. */
  readonly links?: Links | undefined;
}

export interface Stream {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

export function streamOf(stream: NodeJS.WriteStream): Stream {
  // Node's types leave out that these are undefined in a pipe.
  const { isTTY, columns } = stream as Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>>;
  return { isTTY: isTTY === true, columns };
}

const DEFAULT_WIDTH = 80;
/** Narrower than this no table can be read; it then runs over the edge. */
const MIN_WIDTH = 20;

/**
 * Whether to use colour. The order is the usual one: `--no-color` and NO_COLOR say no, FORCE_COLOR says yes (and `0` or
 * `false` no), a dumb terminal or a pipe has none.
 */
function decideColor(env: Environment, isTTY: boolean, noColor: boolean): boolean {
  if (noColor || isSet(env.NO_COLOR)) {
    return false;
  }
  const force = env.FORCE_COLOR;
  if (force !== undefined) {
    return force !== '0' && force.toLowerCase() !== 'false';
  }
  return isTTY && env.TERM !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function parseColumns(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : undefined;
}

function decideWidth(env: Environment, stream: Stream): number {
  const asked = parseColumns(env.COLUMNS);
  if (asked !== undefined) {
    return Math.max(asked, MIN_WIDTH);
  }
  if (!stream.isTTY) {
    return Number.POSITIVE_INFINITY;
  }
  const { columns = 0 } = stream;
  // A terminal that nobody told its size says zero.
  return columns === 0 ? DEFAULT_WIDTH : Math.max(columns, MIN_WIDTH);
}

export function describeTerminal(env: Environment, stream: Stream, options: { noColor: boolean }): Terminal {
  return {
    isTerminal: stream.isTTY,
    color: decideColor(env, stream.isTTY, options.noColor),
    width: decideWidth(env, stream),
  };
}
