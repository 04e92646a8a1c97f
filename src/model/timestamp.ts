const PATTERN =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?[ \t]*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/u;

function zoneOffsetMs(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') {
    return 0;
  }
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2) || '0');
  return sign * (hours * 60 + minutes) * 60_000;
}

/**
 * Reads a date of spec.yaml as whole milliseconds since the Unix epoch: ISO 8601, or the YAML 1.1 timestamp with a space
 * that PyYAML writes. A time without a zone is UTC; digits beyond milliseconds are cut. `undefined` when it is no date.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = PATTERN.exec(text.trim());
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const parts = [Number(year), Number(month) - 1, Number(day)] as const;
  const utc = Date.UTC(...parts, Number(hour), Number(minute), Number(second), milliseconds);
  const date = new Date(utc);
  const rolledOver = date.getUTCMonth() !== parts[1] || date.getUTCDate() !== parts[2];
  if (rolledOver || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  return utc - zoneOffsetMs(zone);
}

/** ISO 8601 in UTC with milliseconds: the one form of a time in output and in what we write. */
export function formatTimestamp(wallMs: number): string {
  return new Date(wallMs).toISOString();
}
