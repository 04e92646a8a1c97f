import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimestamp, parseTimestamp } from '../../src/model/timestamp.ts';

const NOON = Date.UTC(2026, 2, 4, 12, 30, 15);

describe('a time', () => {
  it.each([
    ['2026-03-04T12:30:15Z', 0],
    ['2026-03-04T12:30:15.123456Z', 123],
    ['2026-03-04T12:30:15,9', 900],
    ['2026-03-04t12:30:15.1239z', 123],
    ['2026-03-04 12:30:15', 0],
    ['2026-03-04 12:30:15.5 +00:00', 500],
    ['2026-03-04 14:30:15+02:00', 0],
    ['2026-03-04T07:00:15-0530', 0],
    ['2026-03-04T13:30:15+01', 0],
    ['  2026-03-04T12:30:15Z\n', 0],
    ['2026-3-4 12:30:15', 0],
  ])('is read from %j', (text, beyondMs) => {
    expect(parseTimestamp(text)).toBe(NOON + beyondMs);
  });

  it('without a clock time is midnight, in UTC without a zone', () => {
    expect(parseTimestamp('2026-03-04')).toBe(Date.UTC(2026, 2, 4));
    expect(parseTimestamp('2026-03-04T12:30')).toBe(Date.UTC(2026, 2, 4, 12, 30));
  });

  it.each([
    '',
    'soon',
    '2026',
    '2026-03',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-03-04T24:00:00',
    '2026-03-04T12:60:00',
    '2026-03-04T12:30:60',
    '2026-03-04T12',
    '2026-03-04Z',
    '2026-03-04T12:30:15.Z',
    '1772627415000',
    '٢٠٢٦-03-04',
  ])('is none: %j', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  it('is read back as it was written, to the millisecond', () => {
    const wallMs = fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) });
    fc.assert(
      fc.property(wallMs, (ms) => {
        expect(parseTimestamp(formatTimestamp(ms))).toBe(ms);
      }),
    );
  });
});
