import type { NotedChange } from '../../operations/spec/diff.ts';

/** From what it was to what it is. */
export const ARROW = '→';

/** A value of a field in one line. */
export function diffValue(value: unknown): string {
  if (value === undefined || value === null || value === '') {
    return '(none)';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Why a change is to be looked at first. */
export function notedReason({ holder, status, change, fields }: NotedChange): string {
  const why = holder === null ? `it is ${status}` : `claimed by ${holder}`;
  return change === 'removed' ? `${why}; removed` : `${why}; changed: ${fields.join(', ')}`;
}

const SHOWN_STEPS = 12;

/** A chain of tasks, its middle left out where it is long. */
export function pathText(ids: readonly string[]): string {
  const half = SHOWN_STEPS / 2;
  const shown =
    ids.length <= SHOWN_STEPS ? ids : [...ids.slice(0, half), '…', ...ids.slice(ids.length - half)];
  return shown.join(` ${ARROW} `);
}
