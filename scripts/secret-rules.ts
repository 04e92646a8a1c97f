/**
 * Converts the rules of gitleaks to what src/secrets/ reads, and keeps its licence beside them:
 *
 *     npm run secret-rules
 *
 * The Go tool fetches the module and checks it against Go's checksum database; the version is pinned here. To take newer
 * rules, change both constants, run it, run the tests of test/secrets/, and read the diff.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { convertPattern } from './secret-rules/convert-pattern.ts';

const MODULE = 'github.com/zricethezav/gitleaks/v8';
const VERSION = 'v8.30.1';
const CHECKSUM = 'h1:PmEvCfVI7ti9dV3s5aMZUY7sS2GxRvG3yzih7E+cS3w=';

const RULES_FILE = 'src/secrets/secret-rules.generated.ts';
const LICENCE_FILE = 'licences/gitleaks.txt';

/** Own rules stand for these, whose time grows with the square of a text or worse; see src/secrets/own-rules.ts. */
const REPLACED = new Set(['private-key', 'curl-auth-header', 'curl-auth-user']);

/** Knows no shape: it goes by the names beside a value. */
const GENERIC = 'generic-api-key';

interface GoAllowlist {
  readonly condition?: string;
  readonly regexTarget?: 'match' | 'line';
  readonly regexes?: readonly string[];
  readonly stopwords?: readonly string[];
  readonly paths?: readonly string[];
}

interface GoRule {
  readonly id: string;
  readonly regex?: string;
  /** The rule is for files of such names: free text has no name. */
  readonly path?: string;
  readonly secretGroup?: number;
  readonly entropy?: number;
  readonly keywords?: readonly string[];
  readonly allowlists?: readonly GoAllowlist[];
}

interface GoConfig {
  readonly allowlist: GoAllowlist;
  readonly rules: readonly GoRule[];
}

interface Exceptions {
  readonly secret: string[];
  readonly match: string[];
  readonly line: string[];
  readonly words: string[];
}

/** One that also asks for a path never holds where there is none. */
function appliesWithoutPath(list: GoAllowlist): boolean {
  return list.condition !== 'AND' || list.paths === undefined;
}

function exceptionsOf(lists: readonly GoAllowlist[]): Exceptions {
  const exceptions: Exceptions = { secret: [], match: [], line: [], words: [] };
  for (const list of lists.filter(appliesWithoutPath)) {
    exceptions[list.regexTarget ?? 'secret'].push(...(list.regexes ?? []).map(convertPattern));
    exceptions.words.push(...(list.stopwords ?? []).map((word) => word.toLowerCase()));
  }
  return exceptions;
}

/** Without what is empty. */
function compact(exceptions: Exceptions): Partial<Exceptions> {
  return Object.fromEntries(
    Object.entries(exceptions).filter(([, list]: [string, readonly string[]]) => list.length > 0),
  );
}

/** Examples of keys that a rule is not to report: other scanners would find them in this repository. */
function withoutExamples(exceptions: Exceptions, pattern: string): Exceptions {
  const secret = exceptions.secret.filter((each) => !new RegExp(pattern).test(each));
  return { ...exceptions, secret };
}

/** A pattern that begins with letters and no more would be found by itself: so its first letter becomes a class. */
function withoutSelf(pattern: string): string {
  return new RegExp(pattern).test(pattern) ? pattern.replace(/^\w/u, (letter) => `[${letter}]`) : pattern;
}

function convertRule(rule: GoRule): object {
  const { id, regex = '', entropy, keywords = [], secretGroup, allowlists = [] } = rule;
  const pattern = convertPattern(regex);
  const exceptions = compact(withoutExamples(exceptionsOf(allowlists), pattern));
  return {
    kind: id,
    pattern: withoutSelf(pattern),
    keywords,
    ...(entropy === undefined ? {} : { entropy }),
    ...(secretGroup === undefined ? {} : { group: secretGroup }),
    ...(Object.keys(exceptions).length === 0 ? {} : { exceptions }),
  };
}

function isUsable({ id, regex, path }: GoRule): boolean {
  return regex !== undefined && path === undefined && !REPLACED.has(id);
}

function fetchModule(): string {
  const printed = execFileSync('go', ['mod', 'download', '-json', `${MODULE}@${VERSION}`], {
    encoding: 'utf8',
  });
  const { Dir: folder, Sum: checksum } = JSON.parse(printed) as { Dir: string; Sum: string };
  if (checksum !== CHECKSUM) {
    throw new Error(`${MODULE}@${VERSION} has the checksum ${checksum}, not ${CHECKSUM}`);
  }
  return folder;
}

function main(): void {
  const folder = fetchModule();
  const config = parse(readFileSync(join(folder, 'config', 'gitleaks.toml'), 'utf8')) as unknown as GoConfig;
  const usable = config.rules.filter(isUsable);
  // Where it finds what another rule knows by name as well, that one says what it is.
  const ordered = [
    ...usable.filter((rule) => rule.id !== GENERIC),
    ...usable.filter((rule) => rule.id === GENERIC),
  ];
  const rules = ordered.map(convertRule);
  const everywhere = compact(exceptionsOf([config.allowlist]));
  writeFileSync(
    RULES_FILE,
    [
      `/** The rules of gitleaks ${VERSION} (MIT, see ${LICENCE_FILE}), converted by \`npm run secret-rules\`. */`,
      "import type { Exceptions, SecretRule } from './secret-rule.ts';",
      '',
      `export const EXCEPTIONS: Exceptions = ${JSON.stringify(everywhere, null, 2)};`,
      '',
      `export const SECRET_RULES: readonly SecretRule[] = ${JSON.stringify(rules, null, 2)};`,
      '',
    ].join('\n'),
  );
  writeFileSync(LICENCE_FILE, readFileSync(join(folder, 'LICENSE'), 'utf8'));
  console.log(`${RULES_FILE}: ${rules.length} of ${config.rules.length} rules`);
}

main();
