import { readFileSync } from 'node:fs';
import { parseSpec, type ParsedSpec } from '../../src/spec/parse.ts';

/** The plan in a file, whatever is wrong with it. */
export function readPlan(path: string): ParsedSpec {
  return parseSpec(readFileSync(path, 'utf8'), { file: path });
}
