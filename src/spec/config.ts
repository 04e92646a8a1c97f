import { requireSettingKey } from './load-config.ts';
import type { SetSetting } from './write-setting.ts';

export {
  getSetting,
  listSettings,
  loadConfig,
  surveyConfig,
  type LoadedConfig,
  type ShownSetting,
} from './load-config.ts';
export type { Config } from './settings.ts';
export type { SetSetting } from './write-setting.ts';

/**
 * Writes one setting into config.yaml, which is made when it is missing; everything else in it stays as it is.
 * @param value its text, as it is typed; in a dry run all but the writing is done.
 * @throws LodestarError `CONFIG_KEY_NOT_FOUND`, `INPUT_INVALID` for a value that breaks the key's rule, `CONFIG_INVALID`
 * when the file has errors already, `SPEC_READONLY`, `DISK_FULL`, `SPEC_BUSY`.
 */
export async function setConfigValue(
  path: string,
  key: string,
  value: string | { readonly text: string; readonly dryRun: boolean },
): Promise<SetSetting> {
  const { writeSetting } = await import('./write-setting.ts');
  const given = typeof value === 'string' ? { text: value, dryRun: false } : value;
  return await writeSetting(path, { key: requireSettingKey(key), ...given });
}
