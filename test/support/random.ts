/** A seeded source of randomness, so that a failing run can be repeated. */
export interface Random {
  /** Whole, from 0 up to and without `below`. */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

/** LODESTAR_SEED repeats a run; without it the seed is new, and printed. */
export function seededRandom(label: string): Random {
  const seed = Number(process.env.LODESTAR_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`${label}: LODESTAR_SEED=${seed}`);
  return randomFrom(seed);
}

/** Mulberry32: small, fast and good enough to choose tests with. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) {
      throw new Error('nothing to pick from');
    }
    return item;
  };
  return { below, pick };
}
