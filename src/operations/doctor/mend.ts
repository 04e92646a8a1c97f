import { LodestarError } from '../../errors.ts';
import type { Warning } from '../outcome.ts';
import type { Examined, Found } from './finding.ts';

export interface Mended {
  readonly isFixed: (found: Found) => boolean;
  /** Why something was not mended. */
  readonly warnings: readonly Warning[];
}

async function tryMend({ code, mend }: Found): Promise<Warning | undefined> {
  try {
    await mend?.();
    return undefined;
  } catch (error) {
    if (!(error instanceof LodestarError)) {
      throw error;
    }
    return { code: 'not-fixed', message: `${code} is not mended: ${error.message}` };
  }
}

/**
 * Mends what can be mended, and looks again: mended is what is not found any more. In a dry run that is what there is
 * something to mend by.
 */
export async function mendAll(
  all: readonly Examined[],
  { dryRun, examine }: { dryRun: boolean; examine: () => Promise<readonly Examined[]> },
): Promise<Mended> {
  const mendable = all.flatMap((each) => each.found).filter((found) => found.mend !== undefined);
  if (dryRun || mendable.length === 0) {
    return { isFixed: (found) => found.mend !== undefined, warnings: [] };
  }
  const warnings: Warning[] = [];
  for (const found of mendable) {
    const warning = await tryMend(found);
    warnings.push(...(warning === undefined ? [] : [warning]));
  }
  const left = new Set((await examine()).flatMap((each) => each.found.map((found) => found.code)));
  return { isFixed: (found) => found.mend !== undefined && !left.has(found.code), warnings };
}
