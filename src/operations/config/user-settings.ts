import { LodestarError } from '../../errors.ts';
import {
  loadUserSettings,
  USER_SETTING_KEYS,
  USER_SETTINGS,
  userConfigPath,
  type UserSettingKey,
} from '../../spec/user-settings.ts';
import type { Environment } from '../context.ts';
import type { Warning } from '../outcome.ts';

export interface ShownUserSetting {
  readonly key: UserSettingKey;
  readonly value: string;
  readonly origin: 'default' | 'user' | 'environment';
  /** The variable that says it. */
  readonly variable?: string;
}

export interface ListedUserSettings {
  readonly settings: readonly ShownUserSetting[];
  /** Where a person's own settings are read; the file may not be there. */
  readonly file: string;
  readonly warnings: readonly Warning[];
}

function shown(key: UserSettingKey, value: string | undefined, env: Environment): ShownUserSetting {
  const { variables, default: byDefault } = USER_SETTINGS[key];
  const variable = variables.find((name) => (env[name] ?? '') !== '');
  if (variable !== undefined) {
    return { key, value: env[variable] ?? '', origin: 'environment', variable };
  }
  return value === undefined ? { key, value: byDefault, origin: 'default' } : { key, value, origin: 'user' };
}

/** A person's own settings, each with where it comes from. */
export async function listUserSettings(env: Environment): Promise<ListedUserSettings> {
  const { values, problems } = await loadUserSettings(env);
  return {
    settings: USER_SETTING_KEYS.map((key) => shown(key, values[key], env)),
    file: userConfigPath(env),
    warnings: problems.map(({ file, line, column, message, hint }) => ({
      code: 'config-invalid',
      message: `${file}:${line}:${column}: ${message}${hint === null ? '' : `. ${hint}`}`,
    })),
  };
}

/** CONFIG_KEY_NOT_FOUND for what is a person's own: the file that everybody shares does not have it. */
export function refuseUserKey(key: string, env: Environment): void {
  if (USER_SETTING_KEYS.some((each) => each === key)) {
    throw new LodestarError('CONFIG_KEY_NOT_FOUND', `${key} is no setting of a repository`, {
      details: { key, file: userConfigPath(env) },
      hint: `It is your own: write \`${key}: …\` into ${userConfigPath(env)}.`,
    });
  }
}

/** The variables that a person's own settings stand for, where they are not set: so they are understood in one place each. */
export async function variablesOfUser(env: Environment): Promise<Readonly<Record<string, string>>> {
  const { values } = await loadUserSettings(env);
  const { pager, color, links } = values;
  const isUnset = (name: string): boolean => env[name] === undefined;
  return {
    ...(pager !== undefined && isUnset('LODESTAR_PAGER')
      ? { LODESTAR_PAGER: pager === 'off' ? 'cat' : pager }
      : {}),
    ...(color === 'never' && isUnset('NO_COLOR') && isUnset('FORCE_COLOR') ? { NO_COLOR: '1' } : {}),
    ...(links === 'never' && isUnset('FORCE_HYPERLINK') ? { FORCE_HYPERLINK: '0' } : {}),
  };
}
