import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

const PROGRAM = `
import json, sys, yaml
print(json.dumps([yaml.safe_load(text) for text in json.load(sys.stdin)], default=str))
`;

let installed: boolean | undefined;

/** Skips the test, with the reason, where Python's YAML 1.1 reader is not installed. */
export function needsPyYaml(context: TestContext): void {
  installed ??= spawnSync('python3', ['-c', 'import yaml'], { stdio: 'ignore' }).status === 0;
  context.skip(!installed, 'python3 with PyYAML is not installed');
}

/** What PyYAML's safe loader, a reader of YAML 1.1, makes of each text; dates come as text with a space. */
export function readWithPyYaml(texts: readonly string[]): unknown[] {
  const result = spawnSync('python3', ['-c', PROGRAM], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (result.status !== 0) {
    throw new Error(`PyYAML refused a text: ${result.stderr}`);
  }
  return JSON.parse(result.stdout) as unknown[];
}
