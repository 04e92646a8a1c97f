import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { LodestarError } from '../errors.ts';
import { invariant } from '../util/invariant.ts';
import { editRootKey } from './edit-root.ts';
import type { NodeValue } from './print-node.ts';
import {
  getSetting,
  parseConfig,
  readConfigText,
  valuesOf,
  type LoadedConfig,
  type ShownSetting,
} from './load-config.ts';
import { learnStyle } from './print-style.ts';
import { inputInvalid } from './read-back.ts';
import { readConfig, settingFault } from './read-config.ts';
import { removeLeftovers, replaceFile } from './replace-file.ts';
import { isSameValue } from '../model/same-value.ts';
import {
  SETTINGS,
  SETTING_KEYS,
  SHORT_FORMS,
  type Setting,
  type SettingKey,
  type SettingTexts,
  type SettingValue,
} from './settings.ts';
import { applySplices } from './splice.ts';
import { isSameFile, statIdentity, type FileIdentity } from './stable-read.ts';
import { commonLineBreak } from './text-lines.ts';

const NAME = 'config.yaml';

/** As for the spec: an editor that writes more often than this is still at work. */
const MAX_TRIES = 10;

const rootKeys = [...new Set(SETTING_KEYS.map((key) => key.split('.')[0] ?? key))];

function toValue(key: SettingKey, text: string): SettingValue {
  const setting: Setting = SETTINGS[key];
  const value = setting.read(text.trim(), true);
  if (value === undefined) {
    const fault = settingFault(key, text);
    const problem = { code: 'FIELD_INVALID', field: key, ...fault };
    const hint = fault.hint === null ? {} : { hint: fault.hint };
    throw new LodestarError('INPUT_INVALID', fault.message, { details: { problems: [problem] }, ...hint });
  }
  return typeof value === 'boolean' ? value : text.trim();
}

/** What a section of the file holds, by its keys. */
function sectionOf(section: string, texts: SettingTexts): Record<string, NodeValue> {
  const keys = SETTING_KEYS.filter((key) => key.startsWith(`${section}.`) && texts.has(key));
  return Object.fromEntries(keys.map((key) => [key.slice(section.length + 1), texts.get(key)?.text ?? '']));
}

/** A section with another value for one of its keys; in its short form for as long as it says no more. */
function sectionChange(
  { section, name, value }: { section: string; name: string; value: SettingValue },
  texts: SettingTexts,
): { before: NodeValue; after: NodeValue } {
  const present = sectionOf(section, texts);
  const shortKey = SHORT_FORMS[section];
  const short = shortKey === undefined ? undefined : texts.get(shortKey);
  const isShort = short?.isShort === true;
  const staysShort = isShort && shortKey === `${section}.${name}`;
  return {
    before: isShort ? short.text : present,
    after: staysShort ? value : { ...present, [name]: value },
  };
}

/** The text of config.yaml with another value for one key. */
function editText(text: string, edit: { key: SettingKey; value: SettingValue; texts: SettingTexts }): string {
  const { key, value, texts } = edit;
  const eol = commonLineBreak(text);
  const closed = text === '' || text.endsWith('\n') ? text : text + eol;
  const site = { text: closed, eol, fileStyle: learnStyle(closed), literals: 'all' } as const;
  const [root = key, name] = key.split('.');
  const change =
    name === undefined
      ? { key: root, before: texts.get(key)?.text, after: value }
      : { key: root, ...sectionChange({ section: root, name, value }, texts) };
  const splices = editRootKey(site, change, rootKeys);
  invariant(splices !== undefined, 'the settings are a mapping');
  return applySplices(closed, splices);
}

/** Holds the new text against what it is to say; settings that are right each by itself may not go together. */
async function requireMeant(text: string, expected: LoadedConfig['values']): Promise<void> {
  const { texts, problems } = await readConfig(text);
  if (problems.length > 0) {
    throw inputInvalid(problems);
  }
  invariant(isSameValue(valuesOf(texts), expected), 'config.yaml reads back as it was meant');
}

function isUnmoved(path: string, before: FileIdentity | undefined): boolean {
  const now = statIdentity(path);
  return before === undefined
    ? now === undefined || now.size === 0
    : now !== undefined && isSameFile(now, before);
}

/** The folder's real path with the file's name, where there is no file yet. */
function realPathOf(path: string): string {
  return statIdentity(path) === undefined ? path : realpathSync.native(path);
}

export interface SettingChange {
  readonly key: SettingKey;
  /** As it is typed. */
  readonly text: string;
  readonly dryRun: boolean;
}

export interface SetSetting {
  readonly key: string;
  readonly value: SettingValue;
  readonly previous: ShownSetting;
  readonly changed: boolean;
}

async function trySet(
  path: string,
  { key, text: given, dryRun }: SettingChange,
): Promise<SetSetting | undefined> {
  const read = await readConfigText(path, {});
  const text = read?.content.text ?? '';
  const before = await parseConfig(text);
  const previous = getSetting(before, key);
  const value = toValue(key, given);
  const changed = previous.value !== value || previous.origin === 'default';
  const result = { key, value, previous, changed };
  if (!changed) {
    return result;
  }
  const edited = editText(text, { key, value, texts: before.texts });
  await requireMeant(edited, { ...before.values, [key]: value });
  if (dryRun) {
    return result;
  }
  const realPath = read?.path ?? realPathOf(path);
  removeLeftovers(dirname(realPath), NAME, Date.now());
  const bytes = Buffer.from(edited, 'utf8');
  const replaced = await replaceFile({
    path: realPath,
    name: NAME,
    chunks: [bytes],
    isUnmoved: () => isUnmoved(path, read?.identity),
  });
  return replaced.kind === 'moved' ? undefined : result;
}

/** Sets one setting; see `setConfigValue`. When the file moves meanwhile, what is there then is edited. */
export async function writeSetting(path: string, change: SettingChange): Promise<SetSetting> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const set = await trySet(path, change);
    if (set !== undefined) {
      return set;
    }
  }
  throw new LodestarError('SPEC_BUSY', `${path} changed each time before the setting was in place.`, {
    details: { path },
  });
}
