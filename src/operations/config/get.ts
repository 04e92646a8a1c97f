import { getSetting, loadConfig, type ShownSetting } from '../../spec/config.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import type { FolderContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { listUserSettings, type ShownUserSetting } from './user-settings.ts';

/** One setting, and whether config.yaml says it. */
export type ConfigGetResult = ShownSetting | ShownUserSetting;

/** One setting by its dotted key. Errors: NOT_A_WORKSPACE, CONFIG_KEY_NOT_FOUND, CONFIG_INVALID. */
export async function getConfig(
  context: FolderContext,
  input: { key: string },
): Promise<Outcome<ConfigGetResult>> {
  const own = (await listUserSettings(context.env)).settings.find(({ key }) => key === input.key);
  if (own !== undefined) {
    return { data: own, next: [], warnings: [] };
  }
  const loaded = await loadConfig(requireWorkspace(context.dir).configPath);
  return { data: getSetting(loaded, input.key), next: [], warnings: [] };
}
