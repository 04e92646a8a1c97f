import { getSetting, loadConfig, type ShownSetting } from '../../spec/config.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import type { FolderContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';

/** One setting, and whether config.yaml says it. */
export type ConfigGetResult = ShownSetting;

/** One setting by its dotted key. Errors: NOT_A_WORKSPACE, CONFIG_KEY_NOT_FOUND, CONFIG_INVALID. */
export async function getConfig(
  context: FolderContext,
  input: { key: string },
): Promise<Outcome<ConfigGetResult>> {
  const loaded = await loadConfig(requireWorkspace(context.dir).configPath);
  return { data: getSetting(loaded, input.key), next: [], warnings: [] };
}
