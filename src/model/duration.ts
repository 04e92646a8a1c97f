import { LodestarError } from '../errors.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Below this an agent spends its time renewing. */
export const MIN_TTL_MS = 5 * SECOND_MS;

/** Above this a lease of an agent that is gone holds a task for longer than anybody waits. */
export const MAX_TTL_MS = 30 * DAY_MS;

/** Long enough for a turn of an agent, short enough that a crashed one is soon replaced. */
export const DEFAULT_TTL_MS = 15 * MINUTE_MS;

/** Nine digits of days are still exact in a double. */
const PATTERN = /^(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/iu;

const UNITS = [
  ['d', DAY_MS],
  ['h', HOUR_MS],
  ['m', MINUTE_MS],
  ['s', SECOND_MS],
] as const;

/**
 * Reads a duration such as `15m`, `1h30m`, `90s`, `2d` or `1d12h` as milliseconds: the units `d h m s` in this order,
 * each at most once, in either case, without spaces. `undefined` when the text is none.
 */
export function parseDuration(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (match === null || text === '') {
    return undefined;
  }
  return UNITS.reduce((sum, [, unitMs], index) => sum + Number(match[index + 1] ?? 0) * unitMs, 0);
}

/** Writes milliseconds as `parseDuration` reads them, rounded to whole seconds; `0s` for none, a `-` before a negative one. */
export function formatDuration(durationMs: number): string {
  const sign = durationMs <= -SECOND_MS / 2 ? '-' : '';
  let rest = Math.round(Math.abs(durationMs) / SECOND_MS) * SECOND_MS;
  let text = '';
  for (const [letter, unitMs] of UNITS) {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    text += count === 0 ? '' : `${String(count)}${letter}`;
  }
  return text === '' ? '0s' : sign + text;
}

/**
 * Reads the TTL of a lease as milliseconds.
 * @throws LodestarError `INPUT_INVALID` when the text is no duration, or not within `MIN_TTL_MS` and `MAX_TTL_MS`.
 */
export function parseTtl(text: string): number {
  const ttlMs = parseDuration(text);
  if (ttlMs !== undefined && ttlMs >= MIN_TTL_MS && ttlMs <= MAX_TTL_MS) {
    return ttlMs;
  }
  const range = `${formatDuration(MIN_TTL_MS)} to ${formatDuration(MAX_TTL_MS)}`;
  const fault = ttlMs === undefined ? 'is no duration' : 'is out of range';
  throw new LodestarError(
    'INPUT_INVALID',
    `The TTL ${JSON.stringify(text)} ${fault}: a lease lasts ${range}.`,
    {
      details: { value: text, min_ms: MIN_TTL_MS, max_ms: MAX_TTL_MS },
      hint: `Write a duration such as 15m, 1h30m, 90s or 2d, from ${range}.`,
    },
  );
}
