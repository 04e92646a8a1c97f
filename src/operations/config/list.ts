import { listSettings, surveyConfig, type ShownSetting } from '../../spec/config.ts';
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

/**
 * Every setting with its value and where that comes from. What is wrong with config.yaml is told as warnings, because this
 * is where one looks for how it should be. Errors: NOT_A_WORKSPACE, SPEC_BUSY.
 */
export async function listConfig(context: FolderContext): Promise<Outcome<ConfigListResult>> {
  const { configPath } = requireWorkspace(context.dir);
  const surveyed = await surveyConfig(configPath);
  const settings = listSettings(surveyed);
  const warnings = surveyed.problems.map(({ file, line, column, message, hint }) => ({
    code: 'config-invalid',
    message: `${file}:${line}:${column}: ${message}${hint === null ? '' : `. ${hint}`}`,
  }));
  return { data: { settings, count: settings.length, file: configPath }, next: [], warnings };
}
