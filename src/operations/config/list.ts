import { listSettings, loadConfig, type ShownSetting } from '../../spec/config.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import type { FolderContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';

export interface ConfigListResult {
  /** In the order of the file's schema. */
  readonly settings: readonly ShownSetting[];
  readonly count: number;
  /** Path of config.yaml, which may not be there: then every setting has its default. */
  readonly file: string;
}

/** Every setting with its value and where that comes from. Errors: NOT_A_WORKSPACE, CONFIG_INVALID. */
export async function listConfig(context: FolderContext): Promise<Outcome<ConfigListResult>> {
  const { configPath } = requireWorkspace(context.dir);
  const settings = listSettings(await loadConfig(configPath));
  return { data: { settings, count: settings.length, file: configPath }, next: [], warnings: [] };
}
