import path from 'node:path';
import { readInCommit } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import { LodestarError } from '../../errors.ts';
import { loadConfig, type Config } from '../../spec/config.ts';
import { parseConfig } from '../../spec/load-config.ts';
import type { CheckRule, RuleSeverity } from '../../spec/settings.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import { CHECK_RULE_NAMES } from './check-rules.ts';
import { revisionNotFound } from './spec-place.ts';

const STRICTNESS: Readonly<Record<RuleSeverity, number>> = { off: 0, warning: 1, error: 2 };

/** Settings are a page long. */
const MAX_BYTES = 1024 * 1024;

/** The settings of a commit; the defaults where it has none, or none that are valid. REVISION_NOT_FOUND. */
async function configIn(repository: Repository, commit: string, rel: string): Promise<Config> {
  const file = path.posix.join(rel, '.lodestar/config.yaml');
  const bytes = await readInCommit(repository, { commit, file, maxBytes: MAX_BYTES });
  if (bytes === 'unknown') {
    // Rules that may be stricter there would not be held.
    throw await revisionNotFound(repository, 'not-fetched', `copy of ${commit}:${file}`);
  }
  try {
    return (await parseConfig(bytes === 'none' ? '' : bytes.toString('utf8'))).config;
  } catch (error) {
    if (error instanceof LodestarError && error.code === 'CONFIG_INVALID') {
      return (await loadConfig(undefined)).config;
    }
    throw error;
  }
}

export interface CheckSettings {
  readonly severities: Readonly<Record<CheckRule, RuleSeverity>>;
  readonly separate: boolean;
}

/**
 * How strict the rules are: as the change itself has it or as the branch that it goes to has it, whichever is stricter, so that no
 * change can switch off what it would be stopped by. CONFIG_INVALID, REVISION_NOT_FOUND.
 */
export async function readCheckSettings(
  workspace: WorkspacePaths,
  { repository, commit }: { repository: Repository; commit: string },
): Promise<CheckSettings> {
  const { config: own } = await loadConfig(workspace.configPath);
  const target = await configIn(repository, commit, workspace.rel);
  const stricter = (rule: CheckRule): RuleSeverity =>
    STRICTNESS[own.check[rule]] >= STRICTNESS[target.check[rule]] ? own.check[rule] : target.check[rule];
  return {
    severities: Object.fromEntries(CHECK_RULE_NAMES.map((rule) => [rule, stricter(rule)])) as Record<
      CheckRule,
      RuleSeverity
    >,
    separate: own.verify.separate || target.verify.separate,
  };
}
