import { LodestarError } from '../errors.ts';
import { nearMisses } from '../util/near-miss.ts';
import type { SpecProblem } from './problem.ts';
import {
  SETTINGS,
  SETTING_KEYS,
  toConfig,
  type Config,
  type SettingKey,
  type SettingTexts,
  type SettingValue,
} from './settings.ts';
import {
  lockInTheWay,
  readSpecText,
  statIdentity,
  type CheckoutWatch,
  type SpecText,
} from './stable-read.ts';

export type SettingOrigin = 'default' | 'config.yaml';

export interface LoadedConfig {
  readonly config: Config;
  /** Of each dotted key. */
  readonly origins: Readonly<Record<string, SettingOrigin>>;
  /** Of each dotted key, as it is written in the file. */
  readonly values: Readonly<Record<string, SettingValue>>;
}

export interface ConfigOptions {
  readonly watch?: CheckoutWatch | undefined;
}

/** A file of settings is a page long. */
const MAX_CONFIG_BYTES = 1024 * 1024;

function configInvalid(problems: readonly SpecProblem[], cause?: unknown): LodestarError {
  const lines = problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  return new LodestarError('CONFIG_INVALID', lines.join('\n'), { details: { problems }, cause });
}

function valueOf(key: SettingKey, texts: SettingTexts): SettingValue {
  const byDefault: SettingValue = SETTINGS[key].default;
  const text = texts.get(key)?.text;
  return text === undefined
    ? byDefault
    : typeof byDefault === 'boolean'
      ? text.toLowerCase() === 'true'
      : text;
}

export function valuesOf(texts: SettingTexts): LoadedConfig['values'] {
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, valueOf(key, texts)] as const));
}

function toLoaded(texts: SettingTexts): LoadedConfig {
  const origins = SETTING_KEYS.map((key) => [key, texts.has(key) ? 'config.yaml' : 'default'] as const);
  return {
    config: toConfig(texts),
    origins: Object.fromEntries(origins),
    values: valuesOf(texts),
  };
}

/** The text of config.yaml; `undefined` where there is none. */
export async function readConfigText(path: string, { watch }: ConfigOptions): Promise<SpecText | undefined> {
  const identity = statIdentity(path);
  if ((identity === undefined || identity.size === 0) && lockInTheWay({ watch }) === undefined) {
    return undefined;
  }
  try {
    return await readSpecText(path, { watch, maxBytes: MAX_CONFIG_BYTES });
  } catch (error) {
    if (error instanceof LodestarError && error.code === 'NOT_A_WORKSPACE') {
      return undefined;
    }
    if (error instanceof LodestarError && error.code === 'SPEC_INVALID') {
      throw new LodestarError('CONFIG_INVALID', error.message, { details: error.details, cause: error });
    }
    throw error;
  }
}

/** A config.yaml as it was found, whatever is wrong with it: what is not valid has its default. */
export interface SurveyedConfig extends LoadedConfig {
  readonly problems: readonly SpecProblem[];
}

/**
 * As `loadConfig`, of a file that may have errors. A file that cannot be read as text at all has one problem.
 * @throws LodestarError `SPEC_BUSY` when the file does not hold still.
 */
export async function surveyConfig(path: string, options: ConfigOptions = {}): Promise<SurveyedConfig> {
  try {
    const read = await readConfigText(path, options);
    const { readConfig } = await import('./read-config.ts');
    const { texts, problems } = await readConfig(read?.content.text ?? '');
    return { ...toLoaded(texts), problems };
  } catch (error) {
    const problems = error instanceof LodestarError ? error.details.problems : undefined;
    if (!Array.isArray(problems)) {
      throw error;
    }
    return { ...toLoaded(new Map()), problems: problems as readonly SpecProblem[] };
  }
}

/** The settings in a text of config.yaml. @throws LodestarError `CONFIG_INVALID` with all problems. */
export async function parseConfig(text: string): Promise<LoadedConfig & { readonly texts: SettingTexts }> {
  const { readConfig } = await import('./read-config.ts');
  const { texts, problems } = await readConfig(text);
  if (problems.length > 0) {
    throw configInvalid(problems);
  }
  return { ...toLoaded(texts), texts };
}

/**
 * Loads config.yaml; the defaults where there is no file, which costs one look at the folder.
 * @throws LodestarError `CONFIG_INVALID` with `details.problems`, each with its position; `SPEC_BUSY` when the file does
 * not hold still.
 */
export async function loadConfig(
  path: string | undefined,
  options: ConfigOptions = {},
): Promise<LoadedConfig> {
  const read = path === undefined ? undefined : await readConfigText(path, options);
  return read === undefined ? toLoaded(new Map()) : await parseConfig(read.content.text);
}

/** The dotted key as one that there is. @throws LodestarError `CONFIG_KEY_NOT_FOUND` with near misses. */
export function requireSettingKey(key: string): SettingKey {
  const found = SETTING_KEYS.find((each) => each === key);
  if (found !== undefined) {
    return found;
  }
  const near = nearMisses(key, SETTING_KEYS);
  throw new LodestarError('CONFIG_KEY_NOT_FOUND', `config.yaml has no key ${JSON.stringify(key)}.`, {
    details: { key, near_misses: near },
    ...(near.length === 0 ? {} : { hint: `Did you mean ${near.map((each) => `\`${each}\``).join(' or ')}?` }),
  });
}

export interface ShownSetting {
  readonly key: string;
  readonly value: SettingValue;
  readonly origin: SettingOrigin;
}

export function listSettings({ values, origins }: LoadedConfig): ShownSetting[] {
  return SETTING_KEYS.map((key) => ({ key, value: values[key] ?? '', origin: origins[key] ?? 'default' }));
}

/** One setting by its dotted key. @throws LodestarError `CONFIG_KEY_NOT_FOUND`. */
export function getSetting(loaded: LoadedConfig, key: string): ShownSetting {
  const known = requireSettingKey(key);
  return { key: known, value: loaded.values[known] ?? '', origin: loaded.origins[known] ?? 'default' };
}
