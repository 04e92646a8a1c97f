import { LodestarError } from '../errors.ts';
import { parseDuration } from '../model/duration.ts';
import { parseTimestamp } from '../model/timestamp.ts';

/** A time, or a duration for that long ago, in epoch milliseconds. INPUT_INVALID. */
export function parseMoment(text: string, wallMs: number): number {
  const ago = parseDuration(text);
  const at = ago === undefined ? parseTimestamp(text) : wallMs - ago;
  if (at === undefined) {
    throw new LodestarError('INPUT_INVALID', `${JSON.stringify(text)} is neither a time nor a duration`, {
      hint: 'Write `2026-11-21`, `2026-11-21T08:00:00Z` or `2h`.',
    });
  }
  return at;
}
