import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNatural, naturalKey } from '../../src/model/natural-order.ts';

const id = fc.oneof(
  fc.string({ unit: fc.constantFrom('T', '-', '0', '1', '9', '.', 'é', '\uFFFD', '😀'), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => !text.includes('\u0000')),
);

function binaryOrder(a: string, b: string): number {
  return Math.sign(Buffer.compare(Buffer.from(naturalKey(a)), Buffer.from(naturalKey(b))));
}

describe('natural order', () => {
  it('reads runs of digits by value', () => {
    const sorted = ['T1', 'T2', 'T2a', 'T9', 'T10', 'T10.2', 'T10.11', 'T100', 'U'];
    expect([...sorted].reverse().sort(compareNatural)).toEqual(sorted);
  });

  it('orders ids that differ in leading zeros alone by code unit', () => {
    expect(['T1', 'T01', 'T001', 'T02'].sort(compareNatural)).toEqual(['T001', 'T01', 'T1', 'T02']);
  });

  it('keeps the value of numbers that no integer type holds', () => {
    const nines = '9'.repeat(30);
    expect(compareNatural(`T${nines}`, `T1${'0'.repeat(30)}`)).toBeLessThan(0);
    expect(binaryOrder(`T${nines}`, `T1${'0'.repeat(30)}`)).toBe(-1);
    expect(binaryOrder('T99999999', 'T100000000')).toBe(-1);
  });

  it('is the binary order of the keys', () => {
    fc.assert(
      fc.property(id, id, (a, b) => {
        expect(Math.sign(compareNatural(a, b))).toBe(binaryOrder(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it('is a total order in which only equal texts are equal', () => {
    fc.assert(
      fc.property(id, id, id, (a, b, c) => {
        expect(Math.sign(compareNatural(a, b)) + Math.sign(compareNatural(b, a))).toBe(0);
        expect(compareNatural(a, b) === 0).toBe(a === b);
        const [first = '', second = '', third = ''] = [a, b, c].sort(compareNatural);
        expect(compareNatural(first, second)).toBeLessThanOrEqual(0);
        expect(compareNatural(second, third)).toBeLessThanOrEqual(0);
        expect(compareNatural(first, third)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
