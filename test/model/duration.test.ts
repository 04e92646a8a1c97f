import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LodestarError } from '../../src/errors.ts';
import { formatDuration, MAX_TTL_MS, MIN_TTL_MS, parseDuration, parseTtl } from '../../src/model/duration.ts';

describe('durations', () => {
  it.each([
    ['15m', 900_000],
    ['1h30m', 5_400_000],
    ['90s', 90_000],
    ['2d', 172_800_000],
    ['1d12h', 129_600_000],
    ['1D12H', 129_600_000],
    ['0s', 0],
  ])('reads %s', (text, durationMs) => {
    expect(parseDuration(text)).toBe(durationMs);
  });

  it.each([
    '',
    '15',
    '15 m',
    'm',
    '1m1h',
    '1m1m',
    '-5m',
    '1.5h',
    '5w',
    ' 5m',
    '5m\n',
    '٥m',
    `${'9'.repeat(10)}s`,
  ])('does not read %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });

  it('writes whole seconds, and a sign for what is past', () => {
    expect([5_400_000, 499, 500, -499, -90_000].map(formatDuration)).toEqual([
      '1h30m',
      '0s',
      '1s',
      '0s',
      '-1m30s',
    ]);
  });
});

function codeOf(text: string): string {
  try {
    parseTtl(text);
    return 'accepted';
  } catch (error) {
    return error instanceof LodestarError ? error.code : String(error);
  }
}

describe('the TTL of a lease', () => {
  it('is accepted up to both ends of its range', () => {
    expect([parseTtl('5s'), parseTtl('30d'), parseTtl('720h')]).toEqual([MIN_TTL_MS, MAX_TTL_MS, MAX_TTL_MS]);
  });

  it('is refused outside its range and when it is no duration', () => {
    expect(['4s', '30d1s', '', 'soon', '10'].map(codeOf)).toEqual(
      Array.from({ length: 5 }, () => 'INPUT_INVALID'),
    );
  });
});
