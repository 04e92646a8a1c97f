import type { FolderContext } from './context.ts';
import type { Warning } from './outcome.ts';

interface WithoutSecrets<Texts> {
  readonly texts: Texts;
  /** What kinds of secrets were taken out of which text; never the secrets. */
  readonly warnings: readonly Warning[];
}

function holdsText(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.some(holdsText));
}

/**
 * What the caller gave to be stored, by the names of its flags, without the secrets in it. An operation begins with this,
 * so that it compares with what is stored, stores, and answers the same text. Nothing is read where no text is given.
 */
export async function withoutSecrets<Texts extends object>(
  { env }: Pick<FolderContext, 'env'>,
  texts: Texts,
): Promise<WithoutSecrets<Texts>> {
  const given = Object.entries(texts).filter(([, text]) => holdsText(text));
  if (given.length === 0) {
    return { texts, warnings: [] };
  }
  const { SecretFilter } = await import('../secrets/secret-filter.ts');
  const filter = new SecretFilter(env);
  const cleaned = new Map<string, unknown>();
  const warnings: Warning[] = [];
  for (const [name, text] of given) {
    const { value, kinds } = await filter.deep<unknown>(text);
    cleaned.set(name, value);
    if (kinds.length > 0) {
      const message = `--${name}: what looks like a secret was taken out and is not stored: ${kinds.join(', ')}`;
      warnings.push({ code: 'redacted', message });
    }
  }
  return { texts: { ...texts, ...Object.fromEntries(cleaned) }, warnings };
}
