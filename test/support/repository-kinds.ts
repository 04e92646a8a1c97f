import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { git } from './git.ts';
import { specText, type TaskFields } from './spec-text.ts';
import { makeTempFolder } from './temp-folder.ts';
import { commitAll } from './workspace.ts';

/** Where the history that all kinds are made of has its plan, and how its commits are named. */
interface Shape {
  /** The workspace's folder. */
  readonly rel?: string;
  /** Where the spec is a link to; from the workspace's folder. */
  readonly link?: string;
  readonly format?: 'sha256';
}

export interface RepositoryKind extends Shape {
  readonly name: string;
  /** Makes it of the history at `source`, in the empty folder `top`; its checkout. */
  readonly make: (source: string, top: string) => string;
}

const TASKS: readonly TaskFields[] = [{ id: 'T1' }, { id: 'T2', depends_on: ['T1'] }, { id: 'T3' }];

function tasks(changes: Readonly<Record<string, string>>, ...added: readonly TaskFields[]): string {
  return specText([...TASKS.map((task) => ({ ...task, title: changes[task.id] ?? task.id })), ...added]);
}

/** The plan of each branch; `clash` and `main` say of T1 what cannot be merged, `clean` and `main` made two tasks T5. */
const PLANS = {
  base: tasks({}),
  main: tasks({ T1: 'Ours' }, { id: 'T5', created_at: '2026-02-01T00:00:00.000Z' }),
  clash: tasks({ T1: 'Theirs' }, { id: 'T4' }),
  clean: tasks({ T2: 'Second' }, { id: 'T5', created_at: '2026-02-02T00:00:00.000Z' }),
};

/** The commits `Plan`, and on `main`, `clash` and `clean` one each that edits the plan; on `main` a last one that does not. */
export function makeHistory({ rel = '', link, format }: Shape): string {
  const root = join(makeTempFolder(), 'source');
  const folder = join(root, rel, '.lodestar');
  const spec = link === undefined ? join(folder, 'spec.yaml') : join(root, rel, link);
  mkdirSync(folder, { recursive: true });
  git(root, 'init', '--quiet', '--initial-branch=main', ...(format ? [`--object-format=${format}`] : []));
  git(root, 'config', 'uploadpack.allowFilter', 'true');
  writeFileSync(join(folder, '.gitignore'), 'runtime.sqlite*\nlocal/\n');
  const commit = (plan: string, message: string): void => {
    writeFileSync(join(folder, 'spec.yaml'), plan);
    commitAll(root, message);
  };
  commit(PLANS.base, 'Plan');
  if (link !== undefined) {
    mkdirSync(dirname(spec), { recursive: true });
    renameSync(join(folder, 'spec.yaml'), spec);
    symlinkSync(join('..', link), join(folder, 'spec.yaml'));
    commitAll(root, 'Link it');
  }
  for (const name of ['clash', 'clean'] as const) {
    git(root, 'switch', '--quiet', '--create', name, 'main');
    commit(PLANS[name], name);
  }
  git(root, 'switch', '--quiet', 'main');
  commit(PLANS.main, 'Ours');
  commitAll(root, 'Work\n\nLodestar-Task: T1');
  return root;
}

function clone(source: string, to: string, ...options: readonly string[]): string {
  git(dirname(to), 'clone', '--quiet', ...options, pathToFileURL(source).href, to);
  return to;
}

/** With the branches of the history as its own. */
function withBranches(root: string): string {
  for (const branch of ['clash', 'clean']) {
    git(root, 'branch', '--quiet', branch, `origin/${branch}`);
  }
  return root;
}

function cloneWithBranches(source: string, top: string, ...options: readonly string[]): string {
  return withBranches(clone(source, join(top, 'clone'), ...options));
}

/** A clone in which that command stopped at a conflict of the spec. */
function stoppedIn(...command: readonly string[]): RepositoryKind['make'] {
  return (source, top) => {
    const root = cloneWithBranches(source, top);
    try {
      git(root, ...command);
    } catch {
      return root;
    }
    throw new Error(`no conflict in ${command.join(' ')}`);
  };
}

/** Kinds in which a command stopped, and nothing can be done before the conflict is resolved. */
export const STOPPED: readonly RepositoryKind[] = [
  { name: 'a repository in mid-merge', make: stoppedIn('merge', 'clash') },
  { name: 'a repository in mid-rebase', make: stoppedIn('rebase', 'clash') },
  { name: 'a repository in mid-cherry-pick', make: stoppedIn('cherry-pick', 'clash') },
];

export const BARE: RepositoryKind = {
  name: 'a bare repository',
  make: (source, top) => clone(source, join(top, 'bare.git'), '--bare'),
};

/** Kinds that have all of the history, and a checkout with the plan of `main`. */
export const WHOLE: readonly RepositoryKind[] = [
  {
    name: 'a linked worktree',
    make: (source, top) => {
      const root = join(top, 'linked');
      git(cloneWithBranches(source, top), 'worktree', 'add', '--quiet', '-b', 'feature', root);
      return root;
    },
  },
  {
    name: 'a worktree of a bare repository',
    make: (source, top) => {
      const root = join(top, 'linked');
      git(BARE.make(source, top), 'worktree', 'add', '--quiet', '-b', 'feature', root, 'main');
      return root;
    },
  },
  {
    name: 'a submodule',
    make: (source, top) => {
      const outer = join(top, 'outer');
      git(top, 'init', '--quiet', outer);
      const add = ['submodule', '--quiet', 'add', pathToFileURL(source).href, 'inner'];
      git(outer, '-c', 'protocol.file.allow=always', ...add);
      return withBranches(join(outer, 'inner'));
    },
  },
  {
    name: 'a detached HEAD',
    make: (source, top) => {
      const root = cloneWithBranches(source, top);
      git(root, 'switch', '--quiet', '--detach');
      return root;
    },
  },
  { name: 'a repository of SHA-256', format: 'sha256', make: cloneWithBranches },
  { name: 'a workspace in a folder', rel: 'packages/api', make: cloneWithBranches },
  { name: 'a spec behind a link', link: 'plans/plan.yaml', make: cloneWithBranches },
];

export const SHALLOW: RepositoryKind = {
  name: 'a shallow clone',
  make: (source, top) => cloneWithBranches(source, top, '--depth=1', '--no-single-branch'),
};

/** Its remote could be asked: nothing is to be fetched all the same. */
export const PARTIAL: RepositoryKind = {
  name: 'a partial clone',
  make: (source, top) => cloneWithBranches(source, top, '--filter=blob:none'),
};
