const SECOND = 1000;
const UNITS = [
  ['d', 24 * 60 * 60 * SECOND],
  ['h', 60 * 60 * SECOND],
  ['min', 60 * SECOND],
  ['s', SECOND],
] as const;

/** Nearer than this is now. */
const NOW_MS = 2 * SECOND;

/** A span of time in its largest whole unit: `3 min`, `2 d`. */
function span(ms: number): string {
  const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? ['s', SECOND];
  return `${String(Math.floor(ms / size))} ${unit}`;
}

/** How far a time is from now: `3 min ago`, `in 2 h`, `now`. Both in milliseconds since the epoch. */
export function relativeTime(atMs: number, nowMs: number): string {
  const apart = Math.abs(nowMs - atMs);
  if (apart < NOW_MS) {
    return 'now';
  }
  return atMs < nowMs ? `${span(apart)} ago` : `in ${span(apart)}`;
}
