import { mapTexts } from '../util/map-texts.ts';
import { EnvironmentSecrets } from './environment-secrets.ts';
import { mayHoldSecret } from './may-hold-secret.ts';
import type { FoundSecret } from './secret-rule.ts';

/** A value with a mark in the place of each secret, and of what kinds these were, each once. */
export interface Filtered<Value> {
  readonly value: Value;
  readonly kinds: readonly string[];
}

/** Those that overlap as one, of the first one's kind. */
function merge(found: readonly FoundSecret[]): FoundSecret[] {
  const merged: FoundSecret[] = [];
  for (const secret of found.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || secret.start >= last.end) {
      merged.push(secret);
    } else if (secret.end > last.end) {
      merged[merged.length - 1] = { ...last, end: secret.end };
    }
  }
  return merged;
}

function mark(text: string, secrets: readonly FoundSecret[]): string {
  let end = 0;
  const parts = secrets.flatMap((secret) => {
    const before = text.slice(end, secret.start);
    end = secret.end;
    return [before, `[redacted:${secret.kind}]`];
  });
  return [...parts, text.slice(end)].join('');
}

/** Takes secrets out of what is to be stored or printed: known shapes of them, and the values of secret variables. */
export class SecretFilter {
  readonly #env: Readonly<Record<string, string | undefined>>;
  #environment: EnvironmentSecrets | undefined;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env;
  }

  async text(text: string): Promise<Filtered<string>> {
    const secrets = await this.find(text);
    const kinds = [...new Set(secrets.map((secret) => secret.kind))];
    return { value: secrets.length === 0 ? text : mark(text, secrets), kinds };
  }

  /** All strings in it, however deep; keys of objects stay. */
  async deep<Value>(value: Value): Promise<Filtered<Value>> {
    const kinds = new Set<string>();
    const cleaned = await mapTexts(value, async (text) => {
      const filtered = await this.text(text);
      filtered.kinds.forEach((kind) => kinds.add(kind));
      return filtered.value;
    });
    return { value: cleaned as Value, kinds: [...kinds] };
  }

  /** Where the secrets of a text stand, in its order, apart from each other. The rules are loaded for a text that may hold one. */
  async find(text: string): Promise<FoundSecret[]> {
    this.#environment ??= new EnvironmentSecrets(this.#env);
    const values = this.#environment.find(text);
    if (!mayHoldSecret(text)) {
      return merge(values);
    }
    const { findSecrets } = await import('./find-secrets.ts');
    return merge([...values, ...findSecrets(text)]);
  }
}
