import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../src/secrets/find-secrets.ts';
import { mayHoldSecret } from '../../src/secrets/may-hold-secret.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { RULES_TO_PLANT, secretOfRule, wellKnownSecrets } from '../support/planted-secrets.ts';
import { seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';

const random = seededRandom('secrets');

/** In two parts, so that this file has none. */
const PEM_BEGIN = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');

/** How the text reads when what was found is cut out. */
function without(text: string): string {
  return findSecrets(text)
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

it.each(wellKnownSecrets(random).map((each) => [each.kind, each] as const))(
  'finds a secret as it occurs: %s',
  (_kind, { secret, text }) => {
    for (const around of [text, `Set up with ${text}, works now.`, `(${text})`, `before\n${text}\nafter`]) {
      expect(without(around), around).not.toContain(secret);
      expect(mayHoldSecret(around), around).toBe(true);
    }
  },
);

it.each(RULES_TO_PLANT.map((rule) => [rule.kind, rule] as const))(
  'finds nearly all of what %s describes',
  (_kind, rule) => {
    const runs = 100;
    const made = Array.from({ length: runs }, () => `see ${secretOfRule(rule, random)} `);
    const found = made.filter((text) => findSecrets(text).length > 0);
    // What it does not find has too little entropy, or holds a word that no secret has: over a quarter
    // of what generic-api-key describes, under a tenth elsewhere. Half is five deviations from that.
    expect(found.length / runs, `${found.length} of ${runs}`).toBeGreaterThan(0.5);
  },
);

it('asks the rules of nearly every text in which they find something', () => {
  const made = RULES_TO_PLANT.flatMap((rule) =>
    Array.from({ length: scaled(20) }, () => `see ${secretOfRule(rule, random)} `),
  ).filter((text) => findSecrets(text).length > 0);
  const missed = made.filter((text) => !mayHoldSecret(text));
  expect(missed.length / made.length).toBeLessThan(0.005);
});

it('finds nothing in all files of this repository', () => {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: REPOSITORY_ROOT, encoding: 'utf8' });
  const found = files
    .split('\0')
    // What a workspace of an earlier version answers has its lease tokens in it.
    .filter((file) => file !== '' && !file.startsWith('test/fixtures/upgrades/'))
    .flatMap((file) => {
      const text = readFileSync(join(REPOSITORY_ROOT, file), 'utf8');
      return findSecrets(text).map(
        ({ kind, start }) => `${file}:${text.slice(0, start).split('\n').length} ${kind}`,
      );
    });
  expect(found).toEqual([]);
});

function hex(count: number, source: Random): string {
  return createHash('sha512')
    .update(String(source.below(2 ** 31)))
    .digest('hex')
    .slice(0, count);
}

const ORDINARY: Readonly<Record<string, () => string>> = {
  'a commit': () => hex(40, random),
  'a short commit': () => hex(7, random),
  'a SHA-256': () => hex(64, random),
  'a UUID': () => hex(32, random).replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-'),
  'a base64 file name': () => `${Buffer.from(hex(24, random), 'hex').toString('base64url')}.png`,
  'an integrity hash': () => `sha512-${Buffer.from(hex(128, random), 'hex').toString('base64')}`,
  'a task id': () => `T-${String(random.below(99_999))}`,
  'a lease token': () => `${hex(16, random)}.${String(1_700_000_000_000 + random.below(1_000_000_000))}`,
  'a time': () => new Date(1_700_000_000_000 + random.below(1_000_000_000)).toISOString(),
};

const SENTENCES = [
  '%',
  'Fixed in %.',
  'commit:%',
  'file:docs/%',
  'see % and go on',
  'the token is in %',
  'merged % into main: auth works, no API key needed',
  'hash: %',
  'revision=%',
  'url:https://example.com:8080/%?page=1',
  'https://example.com/a/%@2x.png',
  'evidence % for the rotation of secrets',
];

describe.each(Object.entries(ORDINARY))('%s', (_name, make) => {
  it('is taken for a secret in none of many ordinary sentences', () => {
    const texts = SENTENCES.flatMap((sentence) =>
      Array.from({ length: scaled(100) }, () => sentence.replace('%', make)),
    );
    expect(texts.filter((text) => findSecrets(text).length > 0)).toEqual([]);
  });
});

it.each([
  'postgres://user:$PASSWORD@db',
  'https://ada:${TOKEN}@git.example',
  'API_KEY=$(pass show api)',
  'PASSWORD=<your password>',
  'DB_PASSWORD=${DB_PASSWORD}',
  'http://localhost:8080/a@b',
  'Authorization: Bearer $TOKEN',
  'ada@example.org',
  'git@github.com:a/b.git',
  '[redacted:github-pat]',
  'password=[redacted:url-password]',
])('leaves a placeholder alone: %s', (text) => {
  expect(findSecrets(text)).toEqual([]);
});

it('takes a time that grows with the length of a hostile text and no faster', () => {
  const parts = ['key ', 'sk-', 'SG.', 'TOKEN_', 'https://a:', 'curl -u ', 'Bearer ', PEM_BEGIN];
  for (const part of parts) {
    const timeOf = (length: number) => {
      const text = part.repeat(length / part.length);
      const times = [1, 2, 3].map(() => {
        const start = performance.now();
        findSecrets(text);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    const short = Math.max(timeOf(20_000), 2);
    // Sixteen times the text: a square would be 256 times as long.
    expect(timeOf(320_000), part).toBeLessThan(100 * short);
  }
});
