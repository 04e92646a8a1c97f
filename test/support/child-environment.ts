import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What Git says of its author where nothing else is set. */
const AUTHOR = { name: 'Ada Lovelace', email: 'ada@example.org' };

/** Compiled code is the same for all tests: a home of its own for each of them would compile it again and again. */
const SHARED_CACHE = join(tmpdir(), `lodestar-tests-cache-${process.getuid?.() ?? 0}`);

/**
 * The environment of every process that a test starts: nothing of the person's own but the search path, so that neither a
 * LODESTAR_AGENT nor a Git configuration of theirs decides a test.
 */
export function childEnvironment(home: string, extra: Variables = {}): Record<string, string> {
  const all: Variables = {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    HOME: home,
    TMPDIR: process.env.TMPDIR,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: SHARED_CACHE,
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_STATE_HOME: join(home, '.local', 'state'),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: AUTHOR.name,
    GIT_AUTHOR_EMAIL: AUTHOR.email,
    GIT_COMMITTER_NAME: AUTHOR.name,
    GIT_COMMITTER_EMAIL: AUTHOR.email,
    ...extra,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
