import { ask } from './commands.ts';
import type { Repository } from './repository.ts';

/** A commit that changed a file, or that says something of it. */
export interface FileCommit {
  /** The full id. */
  readonly commit: string;
  readonly author: string;
  /** When it was written, ISO 8601 with its zone. */
  readonly at: string;
  readonly subject: string;
  /** The values of its trailers of the name that was asked for. */
  readonly trailers: readonly string[];
  /** The blob that holds the file's bytes; null where it was not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** The file's path in the commit, from the repository's top. */
  readonly file: string | null;
}

/** No text of a commit's holds them. */
const MARK = '\u0001';
const PART = '\u0002';
const FORMAT_PARTS = ['%H', '%an', '%aI', '%s'];

function formatOf(trailer: string): string {
  const trailers = `%(trailers:key=${trailer},valueonly,separator=%x2C)`;
  return `--format=%x01${[...FORMAT_PARTS, trailers].join('%x02')}`;
}

const NO_BLOB = /^0+$/u;
const RAW = /^:\d+ \d+ (?<before>[\da-f]+) (?<after>[\da-f]+) /u;

function blobOf(id: string | undefined): string | null {
  return id === undefined || NO_BLOB.test(id) ? null : id;
}

/** One commit's part of the list: its header, and with `--raw` what became of the file, each ended by a NUL. */
function parseEntry(entry: string): FileCommit {
  const [header = '', ...rest] = entry.split('\0').map((part) => part.replace(/^\n/u, ''));
  const [commit = '', author = '', at = '', subject = '', trailers = ''] = header.split(PART);
  const raw = rest.findIndex((part) => RAW.test(part));
  const { before, after } = RAW.exec(rest[raw] ?? '')?.groups ?? {};
  const names = raw === -1 ? [] : rest.slice(raw + 1).filter((name) => name !== '');
  return {
    commit,
    author,
    at,
    subject,
    trailers: trailers
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== ''),
    before: blobOf(before),
    after: blobOf(after),
    file: names.at(-1) ?? null,
  };
}

async function list(repository: Repository, args: readonly string[]): Promise<FileCommit[] | undefined> {
  const listed = await ask(repository.worktree, ['log', '-z', ...args]);
  return listed
    ?.split(MARK)
    .filter((entry) => entry.trim() !== '')
    .map(parseEntry);
}

/**
 * The commits of HEAD's history that changed a file, the newest first, through its renames; merges that changed nothing of
 * their own are none of them. Undefined where Git cannot tell.
 */
export async function listFileCommits(
  repository: Repository,
  file: string,
  trailer: string,
): Promise<FileCommit[] | undefined> {
  const listBy = async (renames: string): Promise<FileCommit[] | undefined> =>
    await list(repository, [
      '--follow',
      renames,
      '--raw',
      '--no-abbrev',
      formatOf(trailer),
      'HEAD',
      '--',
      file,
    ]);
  // A partial clone lacks the texts that are compared; a file that was only moved is known by its id.
  return (await listBy('-M')) ?? (await listBy('-M100%'));
}

/** The commits of HEAD's history that have such a trailer, the newest first. Undefined where Git cannot tell. */
export async function listTrailerCommits(
  repository: Repository,
  trailer: string,
): Promise<FileCommit[] | undefined> {
  const found = await list(repository, ['-i', `--grep=^${trailer}:`, formatOf(trailer), 'HEAD', '--']);
  return found?.filter(({ trailers }) => trailers.length > 0);
}

/** The place of each of the commits in HEAD's history, the newest first; none where Git cannot tell. */
export async function placesInHistory(
  repository: Repository,
  commits: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const listed = (await ask(repository.worktree, ['rev-list', '--topo-order', 'HEAD'])) ?? '';
  const places = new Map<string, number>();
  listed.split('\n').forEach((commit, place) => {
    if (commits.has(commit)) {
      places.set(commit, place);
    }
  });
  return places;
}
