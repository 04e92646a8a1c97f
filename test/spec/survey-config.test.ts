import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { surveyConfig } from '../../src/spec/config.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

function configFile(text?: string): string {
  const path = join(makeTempFolder(), 'config.yaml');
  if (text !== undefined) {
    writeFileSync(path, text);
  }
  return path;
}

describe('surveyConfig', () => {
  test('keeps what is valid beside what is not', async () => {
    const path = configFile('lease_ttl: 1h\nids: Random\nsettel: manual\n');
    const surveyed = await surveyConfig(path);
    expect(surveyed.problems.map((each) => each.field)).toEqual(['ids.style', 'settel']);
    expect(surveyed.values).toMatchObject({ lease_ttl: '1h', 'ids.style': 'sequential' });
    expect(surveyed.origins).toMatchObject({ lease_ttl: 'config.yaml', 'ids.style': 'default' });
  });

  test.each(['settle: [manual', Uint8Array.of(0x61, 0xff)])(
    'tells what makes a file unreadable: %j',
    async (text) => {
      const path = configFile('');
      writeFileSync(path, text);
      const { problems, origins } = await surveyConfig(path);
      expect(problems).toHaveLength(1);
      expect(new Set(Object.values(origins))).toEqual(new Set(['default']));
    },
  );

  test('gives the defaults where there is no file', async () => {
    expect(await surveyConfig(configFile(undefined))).toMatchObject({
      config: { settle: 'manual' },
      problems: [],
    });
  });
});
