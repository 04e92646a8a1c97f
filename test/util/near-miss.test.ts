import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '../support/cpu-time.ts';
import { nearMisses } from '../../src/util/near-miss.ts';

describe('near misses', () => {
  it('finds a misspelt key, nearest first', () => {
    expect(nearMisses('depend_on', ['deadline', 'depends_on', 'description'])).toEqual(['depends_on']);
    expect(nearMisses('lables', ['tables', 'labels'])).toEqual(['tables', 'labels']);
  });

  it('ignores case and finds a beginning after the misspellings', () => {
    expect(nearMisses('t-10', ['T-1', 'T-10', 'X'])).toEqual(['T-10', 'T-1']);
    expect(nearMisses('ada', ['ada-lovelace', 'adam'])).toEqual(['adam', 'ada-lovelace']);
  });

  it('gives at most the limit, each candidate once, and never the word itself', () => {
    expect(nearMisses('T-1', ['T-1', 'T-2', 'T-2', 'T-3', 'T-4', 'T-5'])).toEqual(['T-2', 'T-3', 'T-4']);
    expect(nearMisses('T-1', ['T-2', 'T-3'], 1)).toEqual(['T-2']);
  });

  it('is told at once that a word of a million letters resembles none', () => {
    const word = 'claim '.repeat(500_000);
    const began = cpuTimeMs();
    expect(
      nearMisses(
        word,
        Array.from({ length: 40 }, (_, index) => `task claim ${index}`),
      ),
    ).toEqual([]);
    expect(cpuTimeMs() - began).toBeLessThan(100);
  });

  it('has nothing to offer for a word that resembles none', () => {
    expect(nearMisses('owner', ['depends_on', 'labels'])).toEqual([]);
    expect(nearMisses('', ['labels'])).toEqual([]);
  });
});
