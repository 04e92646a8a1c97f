import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from './answer.ts';
import { packageRoot } from './package-root.ts';

/** Where the schema of a command's result is, below the root: `task claim` → schemas/output/task.claim.schema.json. */
export function schemaPath(words: readonly string[]): string {
  return `schemas/output/${words.join('.')}.schema.json`;
}

/** The generated schema of a command's result, as it is. */
export function showSchema(words: readonly string[]): Answer {
  return { kind: 'text', text: readFileSync(join(packageRoot(), schemaPath(words))).toString('utf8') };
}
