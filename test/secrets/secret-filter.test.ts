import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SecretFilter } from '../../src/secrets/secret-filter.ts';
import { RULES_TO_PLANT, secretOfRule, wellKnownSecrets } from '../support/planted-secrets.ts';
import { randomFrom } from '../support/random.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const random = randomFrom(1);
const PASSWORD = 'pw12';
const plain = new SecretFilter({});

it('puts a mark with the kind in the place of each secret and leaves the rest', async () => {
  const [github] = wellKnownSecrets(random);
  const { value, kinds } = await plain.text(
    `Pushed with ${github?.secret ?? ''}, see https://u:${PASSWORD}@x.org/a`,
  );
  expect(value).toBe('Pushed with [redacted:github-pat], see https://[redacted:url-password]@x.org/a');
  expect(kinds).toEqual(['github-pat', 'url-password']);
});

it('answers a text without secrets as it is', async () => {
  const { value, kinds } = await plain.text('All 12 tests pass at 0a1b2c3; see src/cli/main.ts');
  expect({ value, kinds }).toEqual({
    value: 'All 12 tests pass at 0a1b2c3; see src/cli/main.ts',
    kinds: [],
  });
});

it('finds nothing more in what it has cleaned', async () => {
  const texts = [
    ...wellKnownSecrets(random).map((each) => each.text),
    ...RULES_TO_PLANT.map((rule) => `see ${secretOfRule(rule, random)} `),
  ];
  for (const text of texts) {
    const { value } = await plain.text(text);
    expect(await plain.text(value), text).toEqual({ value, kinds: [] });
  }
});

it('never fails, whatever the text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 2000 }), async (text) => {
      const { value, kinds } = await plain.text(text);
      expect(value === text).toBe(kinds.length === 0);
    }),
  );
});

it('reaches every string of a value, and no key', async () => {
  const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
  const value = { note: token, list: [token, 1, null, { deep: `x ${token}` }], [token]: true };
  expect((await plain.deep(value)).value).toEqual({
    note: '[redacted:github-pat]',
    list: ['[redacted:github-pat]', 1, null, { deep: 'x [redacted:github-pat]' }],
    [token]: true,
  });
});

it('takes out the values of secret variables, also as addresses write them', async () => {
  const filter = new SecretFilter({
    DEPLOY_TOKEN: 'correct horse/battery',
    db_password: 'Tr0ub4dor',
    PATH: '/usr/local/bin',
  });
  const { value, kinds } = await filter.text(
    'say "correct horse/battery" or https://x.org/?t=correct%20horse%2Fbattery, then Tr0ub4dor in /usr/local/bin',
  );
  expect(value).toBe(
    'say "[redacted:value-of-DEPLOY_TOKEN]" or https://x.org/?t=[redacted:value-of-DEPLOY_TOKEN], then [redacted:value-of-db_password] in /usr/local/bin',
  );
  expect(kinds).toEqual(['value-of-DEPLOY_TOKEN', 'value-of-db_password']);
});

it('leaves values alone that are words, short, or the path of something', async () => {
  const file = join(makeTempFolder(), 'id_ed25519');
  writeFileSync(file, '');
  const filter = new SecretFilter({
    POSTGRES_PASSWORD: 'postgres',
    USE_TOKEN: 'true',
    KEY_COUNT: '1234567',
    SSH_KEY_FILE: file,
    EMPTY_SECRET: '',
  });
  const text = `true: postgres has 1234567 keys in ${file}`;
  expect(await filter.text(text)).toEqual({ value: text, kinds: [] });
});
