import { entropyOf } from './entropy.ts';
import { findPrivateKeys } from './find-private-keys.ts';
import { OWN_RULES } from './own-rules.ts';
import type { Exceptions, FoundSecret, SecretRule } from './secret-rule.ts';
import { EXCEPTIONS, SECRET_RULES } from './secret-rules.generated.ts';

const RULES: readonly SecretRule[] = [...SECRET_RULES, ...OWN_RULES];

const compiled = new Map<string, RegExp>();

/** Hundreds of patterns are known and few are ever needed: each is compiled when a text has its keyword. */
function expression(source: string, flags: string): RegExp {
  const key = `${flags}:${source}`;
  const known = compiled.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = new RegExp(source, flags);
  compiled.set(key, made);
  return made;
}

function lineAround(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, end === -1 ? undefined : end);
}

interface Candidate {
  readonly secret: string;
  readonly match: string;
  readonly line: () => string;
}

function isExcepted(exceptions: Exceptions, { secret, match, line }: Candidate): boolean {
  const holds = (sources: readonly string[] = [], text: () => string): boolean =>
    sources.some((source) => expression(source, '').test(text()));
  const lower = secret.toLowerCase();
  return (
    holds(exceptions.secret, () => secret) ||
    holds(exceptions.match, () => match) ||
    holds(exceptions.line, line) ||
    (exceptions.words ?? []).some((word) => lower.includes(word))
  );
}

/** Where the secret of a match stands: its group, or all of it where the rule has none. */
function spanOf(rule: SecretRule, match: RegExpExecArray): readonly [number, number] | undefined {
  const { indices } = match;
  if (rule.group !== undefined) {
    return indices?.[rule.group];
  }
  return indices?.slice(1).find((span) => span !== undefined && span[0] < span[1]) ?? indices?.[0];
}

function findByRule(rule: SecretRule, text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const match of text.matchAll(expression(rule.pattern, rule.ignoreCase === true ? 'dgi' : 'dg'))) {
    const [start, end] = spanOf(rule, match) ?? [0, 0];
    const secret = text.slice(start, end);
    const candidate = { secret, match: match[0], line: () => lineAround(text, match.index) };
    const isWeak = rule.entropy !== undefined && entropyOf(secret) <= rule.entropy;
    const isSecret =
      end > start &&
      !isWeak &&
      !isExcepted(EXCEPTIONS, candidate) &&
      !isExcepted(rule.exceptions ?? {}, candidate);
    if (isSecret) {
      found.push({ kind: rule.kind, start, end });
    }
  }
  return found;
}

/** All that looks like a secret by its shape; what is found by two rules is told by both. */
export function findSecrets(text: string): FoundSecret[] {
  const lower = text.toLowerCase();
  const rules = RULES.filter(({ keywords }) => keywords.some((keyword) => lower.includes(keyword)));
  return [...findPrivateKeys(text), ...rules.flatMap((rule) => findByRule(rule, text))];
}
