import { nearMisses } from '../util/near-miss.ts';
import { findConflictMarkers } from './conflict-markers.ts';
import { ProblemCollector } from './problem-collector.ts';
import type { ProblemDraft, SpecProblem } from './problem.ts';
import { readSimple } from './read-simple.ts';
import {
  SETTINGS,
  SETTING_KEYS,
  SHORT_FORMS,
  type Setting,
  type SettingKey,
  type SettingText,
  type SettingTexts,
} from './settings.ts';
import { isAbsent, type SpecEntry, type SpecNode } from './spec-node.ts';

export interface ReadConfig {
  readonly texts: SettingTexts;
  readonly problems: readonly SpecProblem[];
}

/** As problems show it. */
const FILE = '.lodestar/config.yaml';

const sections = new Set(
  SETTING_KEYS.filter((key) => key.includes('.')).map((key) => key.slice(0, key.indexOf('.'))),
);

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}

/** Names of the keys at one level: of the root, or of a section. */
function keysBelow(section: string | undefined): string[] {
  const keys = SETTING_KEYS.map((key) => key.split('.'));
  const steps =
    section === undefined
      ? keys.map(([first]) => first)
      : keys.filter(([first]) => first === section).map(([, last]) => last);
  return [...new Set(steps)].filter((step) => step !== undefined);
}

function unknownKey({ key, keyOffset }: SpecEntry, section: string | undefined): ProblemDraft {
  const known = keysBelow(section);
  const [nearest] = nearMisses(key, known, 1);
  const hint = nearest === undefined ? `Known keys: ${known.join(', ')}.` : `Did you mean \`${nearest}\`?`;
  const field = section === undefined ? key : `${section}.${key}`;
  return { code: 'KEY_UNKNOWN', message: `unknown key \`${field}\``, offset: keyOffset, field, hint };
}

/** The problem of a value that breaks the rule of its setting. */
export function settingFault(
  key: SettingKey,
  shown: string,
): { readonly message: string; readonly hint: string | null } {
  const setting: Setting = SETTINGS[key];
  const [nearest] = setting.rule.includes(' or ') ? nearMisses(shown, setting.rule.split(' or '), 1) : [];
  return {
    message: `${key} must be ${setting.rule}, not ${JSON.stringify(shown)}`,
    hint: nearest === undefined ? null : `Did you mean \`${nearest}\`?`,
  };
}

/** Reads a mapping of settings; what is wrong with it goes to `problems`. */
class ConfigReader {
  readonly texts = new Map<SettingKey, SettingText>();
  readonly #problems: ProblemCollector;

  constructor(problems: ProblemCollector) {
    this.#problems = problems;
  }

  read(node: SpecNode, section?: string): void {
    if (isAbsent(node)) {
      return;
    }
    if (node.kind !== 'map') {
      const message = `${section ?? 'it'} must be a mapping of settings`;
      this.#problems.add({ code: 'FIELD_INVALID', message, offset: node.offset, field: section ?? null });
      return;
    }
    const seen = new Set<string>();
    for (const entry of node.entries) {
      this.#readEntry(entry, { section, isRepeated: seen.has(entry.key) });
      seen.add(entry.key);
    }
  }

  #readEntry(
    entry: SpecEntry,
    { section, isRepeated }: { section: string | undefined; isRepeated: boolean },
  ): void {
    const key = section === undefined ? entry.key : `${section}.${entry.key}`;
    if (isRepeated) {
      const message = `the key \`${key}\` is here twice`;
      this.#problems.add({ code: 'KEY_DUPLICATE', message, offset: entry.keyOffset, field: key });
    } else if (section === undefined && sections.has(key)) {
      this.#readSection(key, entry.value);
    } else if (isSettingKey(key) && !entry.key.includes('.')) {
      this.#readValue(key, entry.value);
    } else {
      this.#problems.add(unknownKey(entry, section));
    }
  }

  #readSection(section: string, value: SpecNode): void {
    const short = SHORT_FORMS[section];
    if (short !== undefined && value.kind === 'scalar' && !isAbsent(value)) {
      this.#readValue(short, value, true);
    } else {
      this.read(value, section);
    }
  }

  #readValue(key: SettingKey, value: SpecNode, isShort = false): void {
    const setting: Setting = SETTINGS[key];
    if (isAbsent(value)) {
      return;
    }
    const isRead = value.kind === 'scalar' && setting.read(value.text, value.plain) !== undefined;
    if (isRead) {
      this.texts.set(key, { text: value.text, plain: value.plain, isShort });
      return;
    }
    const shown = value.kind === 'scalar' ? value.text : `a ${value.kind}`;
    this.#problems.add({
      code: 'FIELD_INVALID',
      ...settingFault(key, shown),
      offset: value.offset,
      field: key,
    });
  }
}

/** Reads the YAML, without the parser where every line is plain enough. */
export async function readNode(
  text: string,
): Promise<{ node: SpecNode | undefined; faults: readonly ProblemDraft[] }> {
  const simple = readSimple(text, 0, text.length);
  if (simple !== undefined) {
    return { node: simple, faults: [] };
  }
  const { readYaml } = await import('./read-yaml.ts');
  const read = readYaml(text);
  return read.ok ? { node: read.node, faults: [] } : { node: undefined, faults: read.faults };
}

function checkSilences({ texts }: ConfigReader): ProblemDraft[] {
  const after = (key: 'agents.idle_after' | 'agents.offline_after'): number =>
    SETTINGS[key].read(texts.get(key)?.text ?? String(SETTINGS[key].default), true) ?? 0;
  if (after('agents.offline_after') >= after('agents.idle_after')) {
    return [];
  }
  const message = 'agents.offline_after must not be shorter than agents.idle_after';
  return [{ code: 'FIELD_INVALID', message, offset: 0, field: 'agents.offline_after' }];
}

/** Reads the text of config.yaml. Never throws: all that is wrong is in `problems`, each with its position. */
export async function readConfig(text: string): Promise<ReadConfig> {
  const problems = new ProblemCollector(FILE, text);
  const conflicts = findConflictMarkers(text);
  const { node, faults } =
    conflicts.length > 0 ? { node: undefined, faults: conflicts } : await readNode(text);
  const reader = new ConfigReader(problems);
  for (const fault of faults) {
    problems.add(fault);
  }
  if (node !== undefined) {
    reader.read(node);
  }
  for (const draft of problems.count === 0 ? checkSilences(reader) : []) {
    problems.add(draft);
  }
  return { texts: reader.texts, problems: problems.list() };
}
