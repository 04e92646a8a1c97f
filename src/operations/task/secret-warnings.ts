import { SecretFilter } from '../../secrets/secret-filter.ts';
import type { FolderContext } from '../context.ts';
import type { Warning } from '../outcome.ts';

/**
 * Says which fields hold what looks like a secret. They are written as they are: the spec is its authors' text, and
 * reviewed. `spec check` tells the same of every task.
 */
export async function secretWarnings(
  { env }: Pick<FolderContext, 'env'>,
  fields: Readonly<Record<string, unknown>>,
): Promise<Warning[]> {
  const filter = new SecretFilter(env);
  const warnings: Warning[] = [];
  for (const [field, value] of Object.entries(fields)) {
    const { kinds } = await filter.deep(value);
    if (kinds.length > 0) {
      const message = `${field}: what looks like a secret is in the spec now, for all who read it: ${kinds.join(', ')}; take it out before it is committed`;
      warnings.push({ code: 'secret-in-spec', message });
    }
  }
  return warnings;
}
