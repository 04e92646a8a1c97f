import { writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import schema from '../../schemas/config.schema.json' with { type: 'json' };
import { getSetting, listSettings, loadConfig, type Config } from '../../src/spec/config.ts';
import { SETTINGS, SETTING_KEYS } from '../../src/spec/settings.ts';
import { configFile } from './support/config-file.ts';
import { lockOf } from './support/spec-file.ts';

const MINUTE_MS = 60_000;

const DEFAULTS: Config = {
  lease_ttl_ms: 15 * MINUTE_MS,
  ids: { style: 'sequential', prefix: 'T' },
  settle: 'manual',
  verify: { separate: false },
  agents: { idle_after_ms: 15 * MINUTE_MS, offline_after_ms: 60 * MINUTE_MS },
  spec: { max_bytes: 64 * 1024 * 1024 },
  check: {
    id_reused: 'error',
    dependency_removed: 'error',
    dependency_withdrawn: 'warning',
    merge_cycle: 'error',
    criteria_changed: 'error',
    verifier_missing: 'error',
    outcome_lowered: 'error',
    lock_outside: 'warning',
    lock_touched: 'warning',
    prd_missing: 'warning',
    prd_drifted: 'warning',
  },
};

const codeOf = (code: string): unknown => expect.objectContaining({ code });

async function problemsOf(text: string): Promise<Record<string, unknown>[]> {
  const failure: unknown = await loadConfig(configFile(text)).catch((error: unknown) => error);
  expect(failure).toEqual(codeOf('CONFIG_INVALID'));
  return (failure as { details: { problems: Record<string, unknown>[] } }).details.problems;
}

describe('loadConfig', () => {
  test.each<[string, string | undefined]>([
    ['no file', undefined],
    ['an empty one', ''],
    ['one of comments', '# lease_ttl: 1h\n'],
    ['empty values', 'lease_ttl:\nids: ~\nverify:\n  # separate: true\nagents: {}\n'],
  ])('gives the defaults for %s', async (_what, text) => {
    const { config, origins } = await loadConfig(configFile(text));
    expect(config).toEqual(DEFAULTS);
    expect(new Set(Object.values(origins))).toEqual(new Set(['default']));
    expect(Object.keys(origins)).toEqual(SETTING_KEYS);
  });

  test.each(['ids: random\n', 'ids: "random" # for branches\n', '{ids: random}\n'])(
    'reads %j as the style of ids',
    async (text) => {
      const { config, origins } = await loadConfig(configFile(text));
      expect(config).toEqual({ ...DEFAULTS, ids: { style: 'random', prefix: 'T' } });
      expect(origins).toMatchObject({ 'ids.style': 'config.yaml', 'ids.prefix': 'default' });
    },
  );

  test('gives the defaults where there is no path', async () => {
    expect((await loadConfig(undefined)).config).toEqual(DEFAULTS);
  });

  const FULL = `# all of it
lease_ttl: 1h30m # long
ids:
  style: random
  prefix: 'API-'
settle: "on-verify"
verify: {separate: true}
agents:
  idle_after: 5m
  offline_after: 2d
spec:
  max_size: 8MiB
check:
${Object.keys(DEFAULTS.check)
  .map((rule) => `  ${rule}: off`)
  .join('\n')}
`;

  test.each([
    FULL,
    FULL.replaceAll('\n', '\r\n'),
    `\uFEFF${FULL}`,
    FULL.replace('1h30m # long', '>-\n  1h30m'),
  ])('reads every setting: %j', async (text) => {
    const { config, origins } = await loadConfig(configFile(text));
    expect(config).toEqual({
      lease_ttl_ms: 90 * MINUTE_MS,
      ids: { style: 'random', prefix: 'API-' },
      settle: 'on-verify',
      verify: { separate: true },
      agents: { idle_after_ms: 5 * MINUTE_MS, offline_after_ms: 48 * 60 * MINUTE_MS },
      spec: { max_bytes: 8 * 1024 * 1024 },
      check: Object.fromEntries(Object.keys(DEFAULTS.check).map((rule) => [rule, 'off'])),
    });
    expect(new Set(Object.values(origins))).toEqual(new Set(['config.yaml']));
  });

  test.each([
    ['lease_tll: 1h', 'KEY_UNKNOWN', 1, 1, 'lease_tll'],
    ['ids:\n  stile: random', 'KEY_UNKNOWN', 2, 3, 'ids.stile'],
    ['ids.style: random', 'KEY_UNKNOWN', 1, 1, 'ids.style'],
    ['lease_ttl: 1h\nlease_ttl: 2h', 'KEY_DUPLICATE', 2, 1, 'lease_ttl'],
    ['lease_ttl: soon', 'FIELD_INVALID', 1, 12, 'lease_ttl'],
    ['lease_ttl: 1s', 'FIELD_INVALID', 1, 12, 'lease_ttl'],
    ['lease_ttl: 31d', 'FIELD_INVALID', 1, 12, 'lease_ttl'],
    ['lease_ttl: 900', 'FIELD_INVALID', 1, 12, 'lease_ttl'],
    ['lease_ttl: [1h]', 'FIELD_INVALID', 1, 12, 'lease_ttl'],
    ['ids:\n  style: Random', 'FIELD_INVALID', 2, 10, 'ids.style'],
    ['ids:\n  prefix: T1', 'FIELD_INVALID', 2, 11, 'ids.prefix'],
    ['ids:\n  prefix: "a b"', 'FIELD_INVALID', 2, 11, 'ids.prefix'],
    ['ids: Random', 'FIELD_INVALID', 1, 6, 'ids.style'],
    ['ids: [random]', 'FIELD_INVALID', 1, 6, 'ids'],
    ['settle: manual\nverify: true', 'FIELD_INVALID', 2, 9, 'verify'],
    ['settle: always', 'FIELD_INVALID', 1, 9, 'settle'],
    ['verify:\n  separate: yes', 'FIELD_INVALID', 2, 13, 'verify.separate'],
    ["verify:\n  separate: 'true'", 'FIELD_INVALID', 2, 13, 'verify.separate'],
    ['agents:\n  idle_after: 2h', 'FIELD_INVALID', 1, 1, 'agents.offline_after'],
    ['spec:\n  max_size: 64', 'FIELD_INVALID', 2, 13, 'spec.max_size'],
    ['spec:\n  max_size: 2GiB', 'FIELD_INVALID', 2, 13, 'spec.max_size'],
    ['- a', 'FIELD_INVALID', 1, 1, null],
    ['settle', 'FIELD_INVALID', 1, 1, null],
    ['settle: [manual', 'YAML_SYNTAX', 1, 16, null],
    ['settle: &a manual', 'YAML_UNSUPPORTED', 1, 9, null],
    ['<<<<<<< HEAD\nsettle: manual\n=======\n>>>>>>> x', 'CONFLICT_MARKERS', 1, 1, null],
  ])('tells what is wrong with %j, and where', async (text, ...place) => {
    const [code, line, column, field] = place;
    expect(await problemsOf(text)).toEqual([
      expect.objectContaining({
        code,
        line,
        column,
        field,
        severity: 'error',
        file: '.lodestar/config.yaml',
        task_id: null,
      }),
    ]);
  });

  test('tells all that is wrong, with what was probably meant', async () => {
    const problems = await problemsOf('lease_tll: 1h\nids:\n  style: randm\nsettle: never\n');
    expect(problems.map(({ field }) => field)).toEqual(['lease_tll', 'ids.style', 'settle']);
    expect(problems.map(({ hint }) => hint).slice(0, 2)).toEqual([
      'Did you mean `lease_ttl`?',
      'Did you mean `random`?',
    ]);
  });

  test('refuses bytes that are no UTF-8, and a file of a size that no settings have', async () => {
    const path = configFile();
    writeFileSync(path, Buffer.from('settle: man\xFFual\n', 'latin1'));
    await expect(loadConfig(path)).rejects.toEqual(codeOf('CONFIG_INVALID'));
    writeFileSync(path, '#'.repeat(2 * 1024 * 1024));
    await expect(loadConfig(path)).rejects.toEqual(codeOf('CONFIG_INVALID'));
  });

  test('waits for Git to put the file back', async () => {
    const path = configFile();
    let asked = 0;
    const watch = {
      isCallersLock: false,
      indexLock: () => {
        asked += 1;
        if (asked === 4) {
          writeFileSync(path, 'settle: on-verify\n');
        }
        return asked < 8 ? lockOf(Date.now()) : undefined;
      },
      head: () => 'main',
      index: () => undefined,
    };
    expect((await loadConfig(path, { watch })).config.settle).toBe('on-verify');
  });
});

describe('the schema', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

  test('has every setting, with its default', () => {
    const sections = schema.properties as Record<
      string,
      { default?: unknown; properties?: Record<string, { default?: unknown }> }
    >;
    const found = Object.entries(sections).flatMap(([name, section]) =>
      section.properties === undefined
        ? [[name, section.default] as const]
        : Object.entries(section.properties).map(
            ([key, value]) => [`${name}.${key}`, value.default] as const,
          ),
    );
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(SETTING_KEYS.map((key) => [key, SETTINGS[key].default])),
    );
  });

  const word = fc.constantFrom<unknown>(
    ...[
      null,
      true,
      false,
      'true',
      7,
      'random',
      'sequential',
      'manual',
      'on-verify',
      'T',
      'API-',
      'T1',
      'a b',
      '',
      '-x',
      'x'.repeat(33),
    ],
    ...[
      'error',
      'off',
      '15m',
      '1h30m',
      '20d',
      '2s',
      '',
      'm',
      '15 m',
      '64MiB',
      '0MiB',
      '1GiB',
      '64',
      '8kib',
      ['random'],
      {},
    ],
  );
  const section = (...keys: readonly string[]) =>
    fc.option(
      fc.record(Object.fromEntries([...keys, 'other'].map((key) => [key, word])), { requiredKeys: [] }),
    );
  const settings = fc.record(
    {
      ...{
        lease_ttl: word,
        settle: word,
        other: word,
        ids: fc.oneof(section('style', 'prefix'), word),
        verify: section('separate'),
      },
      ...{
        agents: section('idle_after', 'offline_after'),
        spec: section('max_size'),
        check: section('id_reused', 'prd_drifted'),
      },
    },
    { requiredKeys: [] },
  );
  /** What a schema cannot say: the range of a duration and of a size, and which of two is the longer. */
  const isBeyondSchema = (message: string): boolean => /(?:ttl|after|max_size) must/u.test(message);

  test('takes what is loaded, and refuses what is not', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (value) => {
        const path = configFile(stringify(value));
        const failure = await loadConfig(path).then(
          () => undefined,
          (error: unknown) => (error as Error).message,
        );
        const isValid = validate(parse(stringify(value)));
        if (failure === undefined) {
          expect(isValid, JSON.stringify(value)).toBe(true);
        } else if (isValid) {
          expect(failure.split('\n').every(isBeyondSchema), failure).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('getSetting and listSettings', () => {
  test('give values as they are written, and where they came from', async () => {
    const loaded = await loadConfig(configFile('lease_ttl: 90m\nverify:\n  separate: True\n'));
    expect(getSetting(loaded, 'lease_ttl')).toEqual({
      key: 'lease_ttl',
      value: '90m',
      origin: 'config.yaml',
    });
    expect(getSetting(loaded, 'verify.separate')).toEqual({
      key: 'verify.separate',
      value: true,
      origin: 'config.yaml',
    });
    expect(listSettings(loaded).map(({ key, origin }) => [key, origin])).toEqual(
      SETTING_KEYS.map((key) => [
        key,
        ['lease_ttl', 'verify.separate'].includes(key) ? 'config.yaml' : 'default',
      ]),
    );
  });

  test('name what was probably meant by a key that there is not', async () => {
    const loaded = await loadConfig(undefined);
    const refusal = {
      code: 'CONFIG_KEY_NOT_FOUND',
      details: { key: 'ids.stile', near_misses: ['ids.style'] },
    };
    expect(() => getSetting(loaded, 'ids.stile')).toThrow(expect.objectContaining(refusal));
    expect(() => getSetting(loaded, 'toString')).toThrow(
      expect.objectContaining({ code: 'CONFIG_KEY_NOT_FOUND' }),
    );
  });
});
