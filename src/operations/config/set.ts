import { setConfigValue, type SetSetting } from '../../spec/config.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import { SpecMutex } from '../../workspace/spec-mutex.ts';
import type { FolderContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { refuseUserKey } from './user-settings.ts';

/** What the setting was and is. */
export type ConfigSetResult = SetSetting;

export interface ConfigSetInput {
  readonly key: string;
  /** As it is typed. */
  readonly value: string;
}

/**
 * Writes one setting into config.yaml; comments and everything else in it stay. Errors: NOT_A_WORKSPACE,
 * CONFIG_KEY_NOT_FOUND, INPUT_INVALID (the value), CONFIG_INVALID, SPEC_READONLY, DISK_FULL, SPEC_BUSY.
 */
export async function setConfig(
  context: FolderContext,
  input: ConfigSetInput,
): Promise<Outcome<ConfigSetResult>> {
  refuseUserKey(input.key, context.env);
  const { configPath, writeLockPath } = requireWorkspace(context.dir);
  const { dryRun } = context;
  const set = async (): Promise<ConfigSetResult> =>
    await setConfigValue(configPath, input.key, { text: input.value, dryRun });
  // Two that set at once would each replace the file that it read.
  const data = dryRun ? await set() : await new SpecMutex(writeLockPath).run(set);
  return { data, next: [], warnings: [] };
}
