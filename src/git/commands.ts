import { delimiter, isAbsolute } from 'node:path';
import type { SimpleGit, SimpleGitOptions } from 'simple-git';
import { quarantineOf, QUARANTINE_VARIABLES } from './quarantine.ts';
import type { Repository } from './repository.ts';

/** Longer than a slow disk needs for any of these questions, shorter than anybody waits for an answer. */
const TIMEOUT_MS = 10_000;

/** So many ids fit a command line of any system. */
const MAX_IDS_PER_CALL = 400;

const COMMIT_ID = /^[0-9a-f]{7,64}$/u;

/** What a Git that asks nobody and finds its configuration needs; repository variables such as GIT_DIR are left out. */
const KEPT_VARIABLES = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
] as const;

const OWN_VARIABLES = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  // Older ones do not know that variable. They ask the remote of a partial clone for what it lacks, unless no way to it is allowed.
  GIT_ALLOW_PROTOCOL: 'none',
} as const;

/** Nothing that the repository names is run: these settings can only switch it off. */
const CONFIG = ['core.fsmonitor=false', 'core.hooksPath=/dev/null'];

/** Git is run in the checkout: from a relative folder of the search path it would be one that somebody committed. */
function withoutRelative(searchPath: string): string {
  return searchPath
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .join(delimiter);
}

function environment(dir: string): Record<string, string> {
  const kept = KEPT_VARIABLES.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, name === 'PATH' ? withoutRelative(value) : value]];
  });
  return { ...Object.fromEntries(kept), ...OWN_VARIABLES, ...quarantineOf(dir, process.env) };
}

/** An index in place of the checkout's own. */
const INDEX_VARIABLE = 'GIT_INDEX_FILE';

export interface GitUse {
  /** What simple-git refuses unless it is meant. */
  readonly allowed?: SimpleGitOptions['unsafe'];
  /** How long Git may print nothing before it is ended. */
  readonly silentMs?: number;
}

/** simple-git is loaded here and nowhere else, because most commands never start Git. */
export async function openGit(
  dir: string,
  { allowed = {}, silentMs = TIMEOUT_MS }: GitUse = {},
): Promise<SimpleGit> {
  const { simpleGit } = await import('simple-git');
  const git = simpleGit({
    baseDir: dir,
    config: CONFIG,
    timeout: { block: silentMs },
    allowEnvironment: [
      ...KEPT_VARIABLES,
      ...Object.keys(OWN_VARIABLES),
      ...QUARANTINE_VARIABLES,
      INDEX_VARIABLE,
    ],
    unsafe: {
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafeConfigPaths: true,
      ...allowed,
    },
  });
  return git.env(environment(dir));
}

/** What Git prints, of the `index` where one is given; `undefined` when it cannot be asked or refuses: not installed, not its repository, too slow. */
export async function ask(dir: string, args: readonly string[], index?: string): Promise<string | undefined> {
  try {
    const git = await openGit(dir);
    const asked = index === undefined ? git : git.env({ ...environment(dir), [INDEX_VARIABLE]: index });
    return await asked.raw([...args]);
  } catch {
    return undefined;
  }
}

/** What `git cat-file` prints, as bytes; `undefined` when it has nothing to print or cannot be asked. */
export async function askBytes(dir: string, args: readonly string[]): Promise<Buffer | undefined> {
  try {
    const git = await openGit(dir);
    const bytes: unknown = await git.binaryCatFile([...args]);
    return Buffer.isBuffer(bytes) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** A path that Git takes as it is; without this `*` and `[` in a name are a pattern. */
function literal(file: string): string {
  return `:(literal)${file}`;
}

/** Whether Git lists the file as unmerged in this checkout. Where Git cannot be asked it is taken to be: nobody's merge is written over. */
export async function isUnmerged(repository: Repository, file: string): Promise<boolean> {
  return (await ask(repository.worktree, ['ls-files', '--unmerged', '-z', '--', literal(file)])) !== '';
}

/** Git's `user.name` as it holds in `dir`, a repository or not. */
export async function userName(dir: string): Promise<string | null> {
  const name = (await ask(dir, ['config', '--get', 'user.name']))?.trim() ?? '';
  return name === '' ? null : name;
}

async function listCommits(repository: Repository, args: readonly string[]): Promise<string[] | undefined> {
  const listed = await ask(repository.worktree, ['rev-list', '--ignore-missing', ...args]);
  return listed?.split('\n').filter((line) => line !== '');
}

/** Those of the ids that Git lists for them, asked with `args`; `undefined` without an answer. */
async function findListed(
  repository: Repository,
  ids: Iterable<string>,
  args: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const asked = [...new Set(ids)].filter((id) => COMMIT_ID.test(id));
  const found = new Set<string>();
  for (let start = 0; start < asked.length; start += MAX_IDS_PER_CALL) {
    const some = asked.slice(start, start + MAX_IDS_PER_CALL);
    const commits = await listCommits(repository, [...args, ...some]);
    if (commits === undefined) {
      return undefined;
    }
    some.filter((id) => commits.some((each) => each.startsWith(id))).forEach((id) => found.add(id));
  }
  return found;
}

/** Those of the commits (full ids, or their first seven letters and more) that Git has here; none without an answer. */
export async function knownCommits(
  repository: Repository,
  commits: Iterable<string>,
): Promise<ReadonlySet<string>> {
  return (await findListed(repository, commits, ['--no-walk'])) ?? new Set();
}

/** Of commits that Git has here, those that the history of a commit holds; none without an answer. */
export async function ancestorsAmong(
  repository: Repository,
  known: ReadonlySet<string>,
  of: string,
): Promise<ReadonlySet<string>> {
  const beyond = await findListed(repository, known, [`^${of}`]);
  return new Set(beyond === undefined ? [] : [...known].filter((id) => !beyond.has(id)));
}

/**
 * Those of the commits (full ids, or their first seven letters and more) that HEAD's history holds, and that of the
 * commit `since` does not. Ids that are no commit here are left out, and without an answer from Git so are all.
 */
export async function ancestorsOfHead(
  repository: Repository,
  commits: Iterable<string>,
  since?: string,
): Promise<ReadonlySet<string>> {
  const known = await findListed(repository, commits, [since === undefined ? '--no-walk' : `^${since}`]);
  return await ancestorsAmong(repository, known ?? new Set(), 'HEAD');
}

/** Whether Git answers here at all: it refuses the repository of another user, and may not be installed. */
export async function canAsk(repository: Repository): Promise<boolean> {
  return (await ask(repository.worktree, ['rev-parse', '--git-dir'])) !== undefined;
}

/** Whether the file is in this checkout's index. */
export async function isTracked(repository: Repository, file: string): Promise<boolean> {
  return ((await ask(repository.worktree, ['ls-files', '-z', '--', literal(file)])) ?? '') !== '';
}

/** The full id of the commit that a revision names; `null` when it names none. */
export async function resolveCommit(repository: Repository, revision: string): Promise<string | null> {
  if (revision.startsWith('-')) {
    return null;
  }
  const id =
    (await ask(repository.worktree, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]))?.trim() ??
    '';
  return id === '' ? null : id;
}

/** Whether Git ignores the file here; a tracked file is never ignored. */
export async function isIgnored(repository: Repository, file: string): Promise<boolean> {
  return ((await ask(repository.worktree, ['check-ignore', '--', file])) ?? '') !== '';
}

/** The driver that `.gitattributes` names for each file; `unspecified` where it names none. Files must lie in the checkout. */
export async function mergeAttributes(
  repository: Repository,
  files: readonly string[],
): Promise<{ readonly file: string; readonly driver: string }[]> {
  const answer = await ask(repository.worktree, ['check-attr', '-z', 'merge', '--', ...files]);
  const parts = answer?.split('\0') ?? [];
  return files.map((file, index) => ({ file, driver: parts[3 * index + 2] ?? 'unspecified' }));
}

/** Whether this clone has a merge driver of that name. */
export async function hasMergeDriver(repository: Repository, name: string): Promise<boolean> {
  return ((await ask(repository.worktree, ['config', '--get', `merge.${name}.driver`])) ?? '') !== '';
}
