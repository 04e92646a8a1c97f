import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { setConfigValue } from '../../src/spec/config.ts';
import { configFile } from './support/config-file.ts';

const codeOf = (code: string): unknown => expect.objectContaining({ code });

describe('setConfigValue', () => {
  const after = async (text: string | undefined, key: string, value: string): Promise<string> => {
    const path = configFile(text);
    await setConfigValue(path, key, value);
    expect(readdirSync(join(path, '..'))).toEqual(['config.yaml']);
    return readFileSync(path, 'utf8');
  };

  test.each<[string | undefined, string, string, string]>([
    [undefined, 'settle', 'on-verify', 'settle: on-verify\n'],
    ['', 'ids.style', 'random', 'ids:\n  style: random\n'],
    ['# Settings\n', 'verify.separate', 'true', '# Settings\nverify:\n  separate: true\n'],
    ['settle: manual # for now\n', 'settle', 'on-verify', 'settle: on-verify # for now\n'],
    [
      '# a\nids: # b\n  # c\n  prefix: X # d\n',
      'ids.style',
      'random',
      '# a\nids: # b\n  # c\n  prefix: X # d\n  style: random\n',
    ],
    ['# a\nids: # b\n  prefix: "X" # d\n', 'ids.prefix', 'Y', '# a\nids: # b\n  prefix: "Y" # d\n'],
    [
      'ids:\n  # style: random\nsettle: manual\n',
      'ids.style',
      'random',
      'ids:\n  style: random\n  # style: random\nsettle: manual\n',
    ],
    [
      'spec:\n    max_size: 1MiB',
      'agents.idle_after',
      '1m',
      'agents:\n    idle_after: 1m\nspec:\n    max_size: 1MiB\n',
    ],
    ['ids: {prefix: X}\r\n', 'ids.style', 'random', 'ids: {prefix: X, style: random}\r\n'],
    ['ids: random # short\n', 'ids.style', 'sequential', 'ids: sequential # short\n'],
    [
      'ids: sequential\nsettle: manual\n',
      'ids.prefix',
      'API-',
      'ids:\n  style: sequential\n  prefix: API-\nsettle: manual\n',
    ],
    ['{}\n', 'settle', 'manual', 'settle: manual\n'],
    ['settle: manual\n', 'lease_ttl', '1d', "lease_ttl: '1d'\nsettle: manual\n"],
    ['verify: {separate: false}\n', 'verify.separate', ' TRUE ', 'verify: {separate: true}\n'],
  ])('of %j sets %s to %s', async (before, key, ...[value, text]) => {
    expect(await after(before, key, value)).toBe(text);
  });

  test('says what was there, and writes nothing for what is there', async () => {
    const path = configFile('settle: manual # x\n');
    const { ino } = statSync(path);
    const previous = { key: 'settle', value: 'manual', origin: 'config.yaml' };
    expect(await setConfigValue(path, 'settle', 'manual')).toEqual({
      key: 'settle',
      value: 'manual',
      previous,
      changed: false,
    });
    expect(statSync(path).ino).toBe(ino);
    expect(await setConfigValue(path, 'settle', 'on-verify')).toEqual({
      key: 'settle',
      value: 'on-verify',
      previous,
      changed: true,
    });
  });

  test('writes down a default that is asked for', async () => {
    expect(await after('', 'settle', 'manual')).toBe('settle: manual\n');
  });

  test('in a dry run writes nothing', async () => {
    const path = configFile();
    expect(await setConfigValue(path, 'settle', { text: 'on-verify', dryRun: true })).toMatchObject({
      changed: true,
    });
    expect(existsSync(path)).toBe(false);
  });

  test.each([
    ['colour', 'red', 'CONFIG_KEY_NOT_FOUND'],
    ['ids', 'random', 'CONFIG_KEY_NOT_FOUND'],
    ['settle', 'never', 'INPUT_INVALID'],
    ['lease_ttl', '1s', 'INPUT_INVALID'],
    ['agents.idle_after', '2h', 'INPUT_INVALID'],
    ['verify.separate', 'yes', 'INPUT_INVALID'],
  ])('refuses %s=%s and leaves the file alone', async (key, value, code) => {
    const path = configFile('settle: manual\n');
    await expect(setConfigValue(path, key, value)).rejects.toEqual(codeOf(code));
    expect(readFileSync(path, 'utf8')).toBe('settle: manual\n');
  });

  test('leaves a file with errors to its author', async () => {
    const path = configFile('settle: never\n');
    await expect(setConfigValue(path, 'settle', 'manual')).rejects.toEqual(codeOf('CONFIG_INVALID'));
  });

  test('keeps the mode of the file and a link to it', async () => {
    const path = configFile('settle: manual\n');
    const real = join(path, '../real.yaml');
    renameSync(path, real);
    symlinkSync('real.yaml', path);
    chmodSync(real, 0o640);
    await setConfigValue(path, 'settle', 'on-verify');
    expect([readFileSync(real, 'utf8'), statSync(real).mode & 0o777]).toEqual(['settle: on-verify\n', 0o640]);
    expect(readdirSync(join(path, '..')).toSorted()).toEqual(['config.yaml', 'real.yaml']);
  });

  test('refuses a path that is a folder', async () => {
    const path = configFile();
    mkdirSync(path);
    await expect(setConfigValue(path, 'settle', 'manual')).rejects.toEqual(codeOf('FILE_NOT_FOUND'));
  });
});
