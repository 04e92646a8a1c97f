import { listSettings, surveyConfig, type ShownSetting } from '../../spec/config.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import type { FolderContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { listUserSettings, type ShownUserSetting } from './user-settings.ts';

export interface ConfigListResult {
  /** Of the repository in the order of the file's schema, then the caller's own. */
  readonly settings: readonly (ShownSetting | ShownUserSetting)[];
  readonly count: number;
  /** Path of config.yaml, which may not be there: then every setting has its default. */
  readonly file: string;
  /** Path of the caller's own settings, which may not be there either. */
  readonly user_file: string;
}

/**
 * Every setting with its value and where that comes from. What is wrong with config.yaml is told as warnings, because this
 * is where one looks for how it should be. Errors: NOT_A_WORKSPACE, SPEC_BUSY.
 */
export async function listConfig(context: FolderContext): Promise<Outcome<ConfigListResult>> {
  const { configPath } = requireWorkspace(context.dir);
  const surveyed = await surveyConfig(configPath);
  const user = await listUserSettings(context.env);
  const settings = [...listSettings(surveyed), ...user.settings];
  const warnings = surveyed.problems.map(({ file, line, column, message, hint }) => ({
    code: 'config-invalid',
    message: `${file}:${line}:${column}: ${message}${hint === null ? '' : `. ${hint}`}`,
  }));
  const data = { settings, count: settings.length, file: configPath, user_file: user.file };
  return { data, next: [], warnings: [...warnings, ...user.warnings] };
}
