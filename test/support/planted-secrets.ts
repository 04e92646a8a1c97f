import { generateKeyPairSync } from 'node:crypto';
import { OWN_RULES } from '../../src/secrets/own-rules.ts';
import type { SecretRule } from '../../src/secrets/secret-rule.ts';
import { SECRET_RULES } from '../../src/secrets/secret-rules.generated.ts';
import type { Random } from './random.ts';
import { stringOfPattern } from './string-of-pattern.ts';

/** A secret that is made when a test runs, so that no scanner finds one in the repository, and the text around it. */
export interface PlantedSecret {
  readonly kind: string;
  readonly secret: string;
  readonly text: string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

function letters(count: number, alphabet: string, random: Random): string {
  return Array.from({ length: count }, () => alphabet.charAt(random.below(alphabet.length))).join('');
}

/** Letters and digits, with one digit at least. */
function token(count: number, random: Random): string {
  return `${letters(count - 1, LETTERS + DIGITS, random)}${letters(1, DIGITS, random)}`;
}

function jsonWebToken(random: Random): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: token(9, random), iat: 1700000000 })}.${token(43, random)}`;
}

function privateKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 1024 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

/** As they occur in notes, logs and command lines that people and agents paste. */
export function wellKnownSecrets(random: Random): PlantedSecret[] {
  const shapes: readonly (readonly [kind: string, secret: string, around?: (secret: string) => string])[] = [
    ['github classic', `ghp_${token(36, random)}`],
    ['github fine-grained', `github_pat_${token(22, random)}_${token(59, random)}`],
    ['github installation', `ghs_12345_${jsonWebToken(random)}`],
    ['gitlab', `glpat-${token(20, random)}`],
    ['aws id', `AKIA${letters(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', random)}`],
    ['aws key', token(40, random), (secret) => `aws_secret_access_key = ${secret}`],
    ['slack bot', `xoxb-${letters(12, DIGITS, random)}-${letters(12, DIGITS, random)}-${token(24, random)}`],
    ['stripe', `sk_live_${token(24, random)}`],
    ['npm', `npm_${token(36, random)}`],
    ['pypi', `pypi-AgEIcHlwaS5vcmc${token(70, random)}`],
    ['google', `AIza${token(35, random)}`],
    ['anthropic', `sk-ant-api03-${token(93, random)}AA`],
    ['openai', `sk-proj-${token(74, random)}T3BlbkFJ${token(74, random)}`],
    ['hugging face', `hf_${letters(34, LETTERS, random)}`],
    ['jwt', jsonWebToken(random)],
    ['bearer', token(40, random), (secret) => `curl -H "Authorization: Bearer ${secret}" https://x.example`],
    ['basic', token(24, random), (secret) => `authorization: Basic ${secret}`],
    ['curl user', `ada:${token(12, random)}`, (secret) => `curl -s -u ${secret} https://x.example/a`],
    ['postgres', token(12, random), (secret) => `postgres://app:${secret}@db.example:5432/main`],
    ['password with @', `p@${token(8, random)}`, (secret) => `https://ada:${secret}@x.example/a?b=c@d`],
    ['redis', token(10, random), (secret) => `redis://:${secret}@127.0.0.1`],
    ['git over https', token(20, random), (secret) => `https://x-token:${secret}@git.example/a.git`],
    ['assignment', token(10, random), (secret) => `PGPASSWORD=${secret} psql -h db`],
    ['dotenv', token(18, random), (secret) => `export SESSION_SECRET="${secret}"`],
    ['npmrc', token(30, random), (secret) => `//npm.example/:_authToken=${secret}`],
    ['sentence', token(32, random), (secret) => `The API key is: ${secret}.`],
    ['json', token(32, random), (secret) => `{"client_secret":"${secret}"}`],
    ['key', privateKey()],
    ['key, one line', token(64, random), (secret) => privateKeyAround(secret).replaceAll('\n', '\\n')],
    ['key, cut off', token(64, random), (secret) => privateKeyAround(secret).split('-----END')[0] ?? ''],
  ];
  return shapes.map(([kind, secret, around]) => ({ kind, secret, text: around?.(secret) ?? secret }));
}

function privateKeyAround(body: string): string {
  const type = 'PRIVATE KEY';
  return `-----BEGIN ${type}-----\n${body}\n-----END ${type}-----\n`;
}

/** A string of the rule's own pattern, with one of its keywords before it where it has none. */
export function secretOfRule(rule: SecretRule, random: Random): string {
  const text = stringOfPattern(rule.pattern, random);
  const hasKeyword = rule.keywords.some((keyword) => text.toLowerCase().includes(keyword));
  return hasKeyword ? text : `${rule.keywords[0] ?? ''} ${text}`;
}

/** The rules whose pattern is enough to make secrets of. The others are tried as they occur, by `wellKnownSecrets`. */
export const RULES_TO_PLANT: readonly SecretRule[] = [...SECRET_RULES, ...OWN_RULES].filter(
  ({ kind }) => kind !== 'url-password' && kind !== 'curl-user',
);
