import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempFolder } from '../../support/temp-folder.ts';

/** The path of a config.yaml in a folder of its own; without a text it is not there. */
export function configFile(text?: string): string {
  const path = join(makeTempFolder(), 'config.yaml');
  if (text !== undefined) {
    writeFileSync(path, text);
  }
  return path;
}
