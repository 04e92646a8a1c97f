import { DEFAULT_TTL_MS, MAX_TTL_MS, MIN_TTL_MS, formatDuration, parseDuration } from '../model/duration.ts';

/** What config.yaml says, with the defaults where it says nothing. */
export interface Config {
  readonly lease_ttl_ms: number;
  readonly ids: { readonly style: 'sequential' | 'random'; readonly prefix: string };
  readonly settle: 'manual' | 'on-verify';
  readonly verify: { readonly separate: boolean };
  readonly agents: { readonly idle_after_ms: number; readonly offline_after_ms: number };
  readonly spec: { readonly max_bytes: number };
  /** What `spec check --base` makes of each finding. */
  readonly check: Readonly<Record<CheckRule, RuleSeverity>>;
}

export type RuleSeverity = 'error' | 'warning' | 'off';

/** A setting's value as it is written; the reader's result is what `Config` holds. */
export type SettingValue = string | boolean;

/** Reads the text of a value; `undefined` when it breaks the rule. Only `plain` text can be a boolean. */
type Reader<T> = (text: string, plain: boolean) => T | undefined;

export interface Setting<T = unknown> {
  readonly default: SettingValue;
  /** Ends the sentence `lease_ttl must be …`. */
  readonly rule: string;
  readonly read: Reader<T>;
}

const KIB = 1024;
const SIZE_UNITS = { KiB: KIB, MiB: KIB ** 2, GiB: KIB ** 3 } as const;
const SIZE = /^([1-9]\d{0,6})(KiB|MiB|GiB)$/u;

/** More than a JavaScript string holds would be refused by Node, without a word on the setting. */
const MAX_SIZE_BYTES = SIZE_UNITS.GiB;

/** Leaves room in the 64 characters of an id for its number. */
const MAX_PREFIX_LENGTH = 32;

/** A digit last would make it unclear where the number begins. */
const PREFIX = /^[A-Za-z0-9][A-Za-z0-9._-]*(?<!\d)$/u;

const MIN_SILENCE_MS = 1000;

function duration(min: number, max: number): Reader<number> {
  return (text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= min && ms <= max ? ms : undefined;
  };
}

function readSize(text: string): number | undefined {
  const [, count = '', unit] = SIZE.exec(text) ?? [];
  const bytes = unit === undefined ? undefined : Number(count) * SIZE_UNITS[unit as keyof typeof SIZE_UNITS];
  return bytes !== undefined && bytes <= MAX_SIZE_BYTES ? bytes : undefined;
}

function readPrefix(text: string): string | undefined {
  return PREFIX.test(text) && text.length <= MAX_PREFIX_LENGTH ? text : undefined;
}

/** The booleans of YAML 1.2: `yes` is a text to it, and a boolean to others. */
function readBoolean(text: string, plain: boolean): boolean | undefined {
  if (!plain || !/^(?:true|True|TRUE|false|False|FALSE)$/u.test(text)) {
    return undefined;
  }
  return text.toLowerCase() === 'true';
}

function oneOf<const Word extends string>(...words: readonly Word[]): Reader<Word> {
  return (text) => words.find((word) => word === text);
}

function silence(byDefault: string): Setting<number> {
  const rule = 'a duration from 1s to 30d, such as 15m or 1h30m';
  return { default: byDefault, rule, read: duration(MIN_SILENCE_MS, MAX_TTL_MS) };
}

function severity(byDefault: RuleSeverity): Setting<RuleSeverity> {
  return { default: byDefault, rule: 'error, warning or off', read: oneOf('error', 'warning', 'off') };
}

/** Rules about a change of the plan, by their names in config.yaml; what they are is in operations/spec/check-rules.ts. */
const CHECK_SETTINGS = {
  'check.id_reused': severity('error'),
  'check.dependency_removed': severity('error'),
  'check.dependency_withdrawn': severity('warning'),
  'check.merge_cycle': severity('error'),
  'check.criteria_changed': severity('error'),
  'check.verifier_missing': severity('error'),
  'check.outcome_lowered': severity('error'),
  'check.lock_outside': severity('warning'),
  'check.lock_touched': severity('warning'),
  'check.prd_missing': severity('warning'),
  'check.prd_drifted': severity('warning'),
} as const;

type CheckKey = keyof typeof CHECK_SETTINGS;

export type CheckRule = CheckKey extends `check.${infer Rule}` ? Rule : never;

const CHECK_KEYS = Object.keys(CHECK_SETTINGS) as readonly CheckKey[];

/** Every setting by its dotted key, in the order of the file. */
export const SETTINGS = {
  lease_ttl: {
    default: formatDuration(DEFAULT_TTL_MS),
    rule: `a duration from ${formatDuration(MIN_TTL_MS)} to ${formatDuration(MAX_TTL_MS)}, such as 15m or 1h30m`,
    read: duration(MIN_TTL_MS, MAX_TTL_MS),
  },
  'ids.style': { default: 'sequential', rule: 'sequential or random', read: oneOf('sequential', 'random') },
  'ids.prefix': {
    default: 'T',
    rule: `up to ${MAX_PREFIX_LENGTH} letters, digits, dots, underscores and hyphens, no digit last`,
    read: readPrefix,
  },
  settle: { default: 'manual', rule: 'manual or on-verify', read: oneOf('manual', 'on-verify') },
  'verify.separate': { default: false, rule: 'true or false', read: readBoolean },
  'agents.idle_after': silence('15m'),
  'agents.offline_after': silence('60m'),
  'spec.max_size': { default: '64MiB', rule: 'a size from 1KiB to 1GiB, such as 64MiB', read: readSize },
  ...CHECK_SETTINGS,
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof SETTINGS;

export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[];

/** What may be written for a whole section: `ids: random` is short for `ids: {style: random}`. */
export const SHORT_FORMS: Readonly<Record<string, SettingKey>> = { ids: 'ids.style' };

export interface SettingText {
  readonly text: string;
  readonly plain: boolean;
  /** It stands for its whole section. */
  readonly isShort?: boolean;
}

/** What the file says: the source text of each setting that it has. */
export type SettingTexts = ReadonlyMap<SettingKey, SettingText>;

type ReadOf<Key extends SettingKey> = Exclude<ReturnType<(typeof SETTINGS)[Key]['read']>, undefined>;

function valueOf<Key extends SettingKey>(key: Key, texts: SettingTexts): ReadOf<Key> {
  const setting: Setting = SETTINGS[key];
  const { text, plain } = texts.get(key) ?? { text: String(setting.default), plain: true };
  // What breaks its rule has been told as a problem before this is asked for.
  return setting.read(text, plain) as ReadOf<Key>;
}

export function toConfig(texts: SettingTexts): Config {
  return {
    lease_ttl_ms: valueOf('lease_ttl', texts),
    ids: { style: valueOf('ids.style', texts), prefix: valueOf('ids.prefix', texts) },
    settle: valueOf('settle', texts),
    verify: { separate: valueOf('verify.separate', texts) },
    agents: {
      idle_after_ms: valueOf('agents.idle_after', texts),
      offline_after_ms: valueOf('agents.offline_after', texts),
    },
    spec: { max_bytes: valueOf('spec.max_size', texts) },
    check: Object.fromEntries(
      CHECK_KEYS.map((key) => [key.slice('check.'.length), valueOf(key, texts)]),
    ) as Config['check'],
  };
}
