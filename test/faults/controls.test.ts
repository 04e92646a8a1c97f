import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const RIGS = join(import.meta.dirname, 'rigs');

// Each rig that is imported declares a test: whether what its controls remove is still there to be removed.
for (const file of readdirSync(RIGS).sort()) {
  await import(join(RIGS, file));
}
