import { join } from 'node:path';
import { LodestarError } from '../../../src/errors.ts';
import { loadConfig } from '../../../src/spec/config.ts';
import { drawDocument } from '../support/yaml-documents.ts';
import { random, tryAll, type Trial } from './fuzz-kit.ts';
import { writeSettled } from './write-settled.ts';

/** Reads random documents as config.yaml. */
const REAL = [
  '# Settings of this workspace\n',
  'settle: on-verify\nverify:\n  separate: true\nids:\n  style: random\n',
  'ids: {prefix: ABC, style: sequential}\nspec:\n  max_size: 16MiB\nleases:\n  default_ttl: 30m # long\n',
];
const PATH = join(process.cwd(), 'config.yaml');

async function read(bytes: Uint8Array): Promise<string[]> {
  writeSettled(PATH, bytes);
  try {
    const { config } = await loadConfig(PATH, {});
    return Object.getPrototypeOf(config) === Object.prototype ? [] : ['the settings are no plain object'];
  } catch (error) {
    const isCoded = error instanceof LodestarError && error.code === 'CONFIG_INVALID';
    return isCoded ? [] : [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

function draw(): Trial {
  const { kind, bytes } = drawDocument(random, REAL);
  return { kind, input: Buffer.from(bytes).toString('utf8'), run: async () => await read(bytes) };
}

await tryAll(draw);
