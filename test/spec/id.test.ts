import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatId, nextNumber, randomId, requireNewId } from '../../src/spec/id.ts';

describe('requireNewId', () => {
  test.each(['T001', 'a', '7', 'T-7ZK0A', 'x.y_z-1', 'A'.repeat(64)])('takes %s', (id) => {
    expect(requireNewId(id)).toBe(id);
  });

  test.each(['', ' ', 'a b', '-a', '.a', '_a', 'ü', 'a/b', 'a:b', 'a\n', 'A'.repeat(65)])(
    'refuses %j',
    (id) => {
      const refusal = {
        code: 'INPUT_INVALID',
        details: { problems: [expect.objectContaining({ field: 'id' })] },
      };
      expect(() => requireNewId(id)).toThrow(expect.objectContaining(refusal));
    },
  );
});

describe('nextNumber', () => {
  test.each<[readonly string[], number, number]>([
    [[], 1, 3],
    [['T001', 'T009', 'T002'], 10, 3],
    [['T1', 'T-5', 'T5x', 'U9', 'T', 't7', 'XT8'], 2, 1],
    [['T999', 'T7'], 1000, 3],
    [['T0000012'], 13, 7],
    [['T99999999999999999999'], 1, 3],
  ])('of %j is %d, with %d digits', (ids, number, width) => {
    expect(nextNumber(ids, 'T')).toEqual({ number, width });
  });

  test('takes the prefix as it is', () => {
    expect(nextNumber(['API-3', 'API-x', 'API.9'], 'API-').number).toBe(4);
  });
});

test('formatId pads to three digits, or to as many as are asked for', () => {
  expect([formatId('T', 1), formatId('T', 42), formatId('T', 1000), formatId('A-', 7, 1)]).toEqual([
    ...['T001', 'T042', 'T1000', 'A-7'],
  ]);
});

describe('randomId', () => {
  test('is T- and five characters of Crockford base 32, from the source given', () => {
    const draws = [0, 10, 17, 18, 31];
    expect(randomId(() => draws.shift() ?? 0)).toBe('T-0AHJZ');
  });

  test('is a new id that is valid', () => {
    const ids = Array.from({ length: 200 }, () => randomId());
    expect(ids.every((id) => /^T-[0-9A-HJKMNP-TV-Z]{5}$/u.test(requireNewId(id)))).toBe(true);
    expect(new Set(ids).size).toBeGreaterThan(190);
  });
});

test('the next id is never one that is there', () => {
  const numbered = fc
    .integer({ min: 0, max: 2000 })
    .chain((n) => fc.integer({ min: 1, max: 5 }).map((width) => formatId('T', n, width)));
  fc.assert(
    fc.property(fc.array(fc.oneof(numbered, fc.string({ maxLength: 5 }))), (present) => {
      const { number, width } = nextNumber(present, 'T');
      return !present.includes(formatId('T', number, width));
    }),
  );
});
