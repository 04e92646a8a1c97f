import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { nearMisses } from '../util/near-miss.ts';
import { ProblemCollector } from './problem-collector.ts';
import type { SpecProblem } from './problem.ts';
import { readNode } from './read-config.ts';
import { isAbsent, type SpecEntry } from './spec-node.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type UserSettingKey = 'pager' | 'color' | 'links';

interface UserSetting {
  readonly default: string;
  /** Ends the sentence `color must be …`. */
  readonly rule: string;
  readonly accepts: (text: string) => boolean;
  /** The first of them that is set goes before the file. */
  readonly variables: readonly string[];
}

function oneOf(...words: readonly string[]): Pick<UserSetting, 'rule' | 'accepts'> {
  return { rule: words.join(' or '), accepts: (text) => words.includes(text) };
}

/**
 * What is one person's own: how their terminal is used. What decides about tasks, leases and the spec is the repository's, so
 * that all who work in it have the same rules; and nothing of this is read from a repository, because a pager is a command.
 */
export const USER_SETTINGS = {
  pager: {
    default: 'less',
    rule: 'a command, or off',
    accepts: (text) => text.trim() !== '',
    variables: ['LODESTAR_PAGER'],
  },
  color: { default: 'auto', ...oneOf('auto', 'never'), variables: ['NO_COLOR', 'FORCE_COLOR'] },
  links: { default: 'auto', ...oneOf('auto', 'never'), variables: ['FORCE_HYPERLINK'] },
} as const satisfies Record<UserSettingKey, UserSetting>;

export const USER_SETTING_KEYS = Object.keys(USER_SETTINGS) as readonly UserSettingKey[];

export interface UserSettings {
  readonly values: Readonly<Partial<Record<UserSettingKey, string>>>;
  /** What is wrong with the file; such settings have their defaults. */
  readonly problems: readonly SpecProblem[];
}

/** `$XDG_CONFIG_HOME/lodestar/config.yaml`, else below `~/.config`: the XDG Base Directory Specification, which ignores relative paths. */
export function userConfigPath({ XDG_CONFIG_HOME: configHome, HOME: home }: Environment): string {
  const base =
    configHome !== undefined && isAbsolute(configHome) ? configHome : join(home ?? homedir(), '.config');
  return join(base, 'lodestar', 'config.yaml');
}

function isKey(key: string): key is UserSettingKey {
  return Object.hasOwn(USER_SETTINGS, key);
}

function readEntry({ key, keyOffset, value }: SpecEntry, problems: ProblemCollector): string | undefined {
  if (!isKey(key)) {
    const [nearest] = nearMisses(key, USER_SETTING_KEYS, 1);
    const known = `Known here: ${USER_SETTING_KEYS.join(', ')}; all else is a matter of the repository's config.yaml.`;
    const hint = nearest === undefined ? known : `Did you mean \`${nearest}\`?`;
    problems.add({
      code: 'KEY_UNKNOWN',
      message: `unknown key \`${key}\``,
      offset: keyOffset,
      field: key,
      hint,
    });
    return undefined;
  }
  const { rule, accepts }: UserSetting = USER_SETTINGS[key];
  if (value.kind === 'scalar' && accepts(value.text)) {
    return value.text;
  }
  const message = `${key} must be ${rule}`;
  problems.add({ code: 'FIELD_INVALID', message, offset: value.offset, field: key });
  return undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path).toString('utf8');
  } catch {
    return undefined;
  }
}

/** A person's own settings. What is missing or cannot be read has none; never throws. */
export async function loadUserSettings(env: Environment): Promise<UserSettings> {
  const path = userConfigPath(env);
  const text = readText(path);
  if (text === undefined) {
    return { values: {}, problems: [] };
  }
  const problems = new ProblemCollector(path, text);
  const { node, faults } = await readNode(text);
  for (const fault of faults) {
    problems.add(fault);
  }
  const entries = node?.kind === 'map' ? node.entries : [];
  if (node !== undefined && node.kind !== 'map' && !isAbsent(node)) {
    problems.add({
      code: 'FIELD_INVALID',
      message: 'it must be a mapping of settings',
      offset: 0,
      field: null,
    });
  }
  const values = entries.flatMap((entry) => {
    const value = readEntry(entry, problems);
    return value === undefined ? [] : [[entry.key, value] as const];
  });
  return { values: Object.fromEntries(values), problems: problems.list() };
}
