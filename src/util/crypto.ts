import type * as Crypto from 'node:crypto';

/** Node's crypto takes 6 ms to load, and most commands need none of it: so it is loaded at the first use. */
let loaded: typeof Crypto | undefined;

function crypto(): typeof Crypto {
  loaded ??= process.getBuiltinModule('node:crypto');
  return loaded;
}

/** In hex, 64 digits; of several chunks, that of all of them joined. */
export function sha256(...chunks: readonly (string | Uint8Array)[]): string {
  const [only, ...others] = chunks;
  if (only !== undefined && others.length === 0) {
    return crypto().hash('sha256', only);
  }
  const hash = crypto().createHash('sha256');
  for (const chunk of chunks) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}

export function randomBytes(count: number): Uint8Array {
  return crypto().randomBytes(count);
}

/** Whole, from 0 up to and without `below`, each as likely as the others. */
export function randomBelow(below: number): number {
  return crypto().randomInt(below);
}
