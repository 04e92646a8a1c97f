import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { CommandListResult } from '../../src/cli/command-list.ts';
import type { Manifest } from '../../src/cli/manifest.ts';
import type { VersionResult } from '../../src/operations/version.ts';
import { dataOf, envelopeOf, errorOf } from '../support/envelope.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { BUNDLE, REPOSITORY_ROOT } from '../support/paths.ts';
import { runProcess, type ProcessResult } from '../support/run-process.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const FOLDER = makeTempFolder();
const MANIFEST = JSON.parse(readFileSync(join(REPOSITORY_ROOT, 'oclif.manifest.json'), 'utf8')) as Manifest;
const IDS = Object.keys(MANIFEST.commands).map((id) => id.split(':'));
const TOPICS = [...new Set(IDS.filter((id) => id.length > 1).map(([topic = '']) => topic))];

async function lodestar(...args: string[]): Promise<ProcessResult> {
  return await runProcess(process.execPath, [BUNDLE, ...args], {
    cwd: FOLDER,
    env: childEnvironment(FOLDER),
  });
}

describe('the built program', () => {
  test('says its version, as a command and as a flag', async () => {
    const { version } = JSON.parse(readFileSync(join(REPOSITORY_ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(dataOf<VersionResult>(await lodestar('version', '--json'))).toMatchObject({
      version,
      root: REPOSITORY_ROOT,
    });
    expect(dataOf(await lodestar('--json', '--version'))).toMatchObject({ version });
    expect((await lodestar('--version')).stdout).toContain(version);
    expect(MANIFEST.version).toBe(version);
  });

  test('runs as an executable of its own', async () => {
    expect(
      await runProcess(BUNDLE, ['version'], { cwd: FOLDER, env: childEnvironment(FOLDER) }),
    ).toMatchObject({ code: 0 });
  });

  test.each([
    { args: ['nonsense'], code: 2 },
    { args: ['version', '--nonsense'], code: 2 },
    { args: ['version', 'too', 'much'], code: 2 },
    { args: ['--nonsense', 'version'], code: 2 },
    { args: ['-C', '/nonexistent', 'version'], code: 3 },
    { args: ['help', 'nonsense'], code: 2 },
  ])('$args fails with one JSON value and exit $code', async ({ args, code }) => {
    const result = await lodestar('--json', ...args);
    expect(result).toMatchObject({ code, stderr: '' });
    const ajv = new Ajv2020({ strict: false });
    const schema = JSON.parse(
      readFileSync(join(REPOSITORY_ROOT, 'schemas/envelope.schema.json'), 'utf8'),
    ) as object;
    expect(ajv.validate(schema, envelopeOf(result)), ajv.errorsText()).toBe(true);
    expect(errorOf(result).hint).not.toBe('');
  });

  test('prints help of the whole, with every topic and command', async () => {
    const { stdout, code } = await lodestar('--help');
    expect(code).toBe(0);
    for (const name of [...TOPICS, ...IDS.filter((id) => id.length === 1).map(([id = '']) => id)]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'mu'));
    }
  });
});

describe('each topic', () => {
  test.each(TOPICS)(
    '%s alone says where things stand and what there is, and lists its commands under --json',
    async (topic) => {
      const overview = await lodestar(topic);
      // Where things stand cannot be known here, and that is said.
      expect(overview).toMatchObject({
        code: 0,
        stderr: '',
        stdout: expect.stringContaining('NOT_A_WORKSPACE'),
      });
      for (const id of IDS.filter(([first]) => first === topic)) {
        expect(overview.stdout).toMatch(new RegExp(`^ {2}${id.join(' ')} {2}`, 'mu'));
      }
      expect((await lodestar('help', topic)).stdout).toContain(`lodestar ${topic} COMMAND`);
      const { commands } = dataOf<CommandListResult>(await lodestar(topic, '--json'));
      for (const question of ['--schema', '--explain']) {
        expect(dataOf<CommandListResult>(await lodestar(topic, question, '--json')).commands).toEqual(
          commands,
        );
      }
      expect(commands.map(({ id }) => id)).toEqual(
        IDS.filter(([first]) => first === topic)
          .map((id) => id.join(' '))
          .sort(),
      );
    },
  );
});
