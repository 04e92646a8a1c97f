import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { childEnvironment, type Variables } from './child-environment.ts';
import { dataOf, errorOf, type EnvelopeError } from './envelope.ts';
import { git } from './git.ts';
import { BUNDLE } from './paths.ts';
import { runProcess, type ProcessResult } from './run-process.ts';
import { specText, type TaskFields } from './spec-text.ts';
import { makeTempFolder } from './temp-folder.ts';

export interface RunOptions {
  /** Where the command runs; the workspace's root unless said otherwise. */
  readonly cwd?: string;
  /** The actor, given as LODESTAR_AGENT. */
  readonly as?: string;
  readonly env?: Variables;
  readonly input?: string;
  readonly timeoutMs?: number;
}

export interface WorkspaceOptions {
  /** The whole text of spec.yaml; wins over `tasks`. */
  readonly spec?: string;
  readonly tasks?: readonly TaskFields[];
  /** The text of config.yaml. */
  readonly config?: string;
  /** Whether the workspace lies in a Git repository, with the spec committed on `main`. */
  readonly git?: boolean;
  /** The text of .lodestar/.gitignore; `null` for none. */
  readonly gitignore?: string | null;
  /** The command that runs; the built one unless said otherwise. */
  readonly bundle?: string;
}

/** A workspace in a folder of its own, on which the built command is run. */
export interface TestWorkspace {
  readonly root: string;
  readonly home: string;
  readonly specPath: string;
  readonly runtimePath: string;
  /** The command that runs on it. */
  readonly bundle: string;
  /** Runs the command with exactly these arguments. */
  run(args: readonly string[], options?: RunOptions): Promise<ProcessResult>;
  /** Runs it with `--json`. */
  json(args: readonly string[], options?: RunOptions): Promise<ProcessResult>;
  /** Runs it with `--json` and returns the data of its success. */
  data<Data>(args: readonly string[], options?: RunOptions): Promise<Data>;
  /** Runs it with `--json` and returns the error of its failure. */
  error(args: readonly string[], options?: RunOptions): Promise<EnvelopeError>;
  git(...args: readonly string[]): string;
  /** The same workspace seen from another folder: a linked worktree, a copy. */
  at(root: string): TestWorkspace;
  readSpec(): string;
}

/** What `lodestar init` writes beside a spec. */
const GITIGNORE = 'runtime.sqlite*\nlocal/\n';

/** Among the flags, not behind `--`. */
export function withJson(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end === -1 ? [...args, '--json'] : [...args.slice(0, end), '--json', ...args.slice(end)];
}

/** The workspace whose spec lies in `root`; nothing is written. */
export function workspaceAt(root: string, home: string, bundle: string = BUNDLE): TestWorkspace {
  const run = async (args: readonly string[], options: RunOptions = {}) =>
    await runProcess(process.execPath, [bundle, ...args], {
      cwd: options.cwd ?? root,
      env: childEnvironment(home, { LODESTAR_AGENT: options.as, ...options.env }),
      input: options.input,
      timeoutMs: options.timeoutMs,
    });
  const json = async (args: readonly string[], options?: RunOptions) => await run(withJson(args), options);
  const specPath = join(root, '.lodestar', 'spec.yaml');
  return {
    root,
    home,
    specPath,
    runtimePath: join(root, '.lodestar', 'runtime.sqlite'),
    bundle,
    run,
    json,
    data: async <Data>(args: readonly string[], options?: RunOptions) =>
      dataOf<Data>(await json(args, options)),
    error: async (args, options) => errorOf(await json(args, options)),
    git: (...args) => git(root, ...args),
    at: (other) => workspaceAt(other, home, bundle),
    readSpec: () => readFileSync(specPath, 'utf8'),
  };
}

/** An empty Git repository on `main`, whose author is Ada Lovelace. */
export function initRepository(root: string): void {
  mkdirSync(root, { recursive: true });
  git(root, 'init', '--quiet', '--initial-branch=main', '--template=');
  git(root, 'config', 'user.name', 'Ada Lovelace');
  git(root, 'config', 'user.email', 'ada@example.org');
  git(root, 'config', 'gc.auto', '0');
}

export function commitAll(root: string, message: string): void {
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--allow-empty', '--message', message);
}

/** Writes the files of a workspace into a folder. */
export function writeWorkspace(root: string, options: WorkspaceOptions): void {
  const write = (name: string, text: string | null | undefined) => {
    if (text !== null && text !== undefined) {
      const path = join(root, '.lodestar', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  };
  write('spec.yaml', options.spec ?? specText(options.tasks ?? []));
  write('config.yaml', options.config);
  write('.gitignore', options.gitignore === undefined ? GITIGNORE : options.gitignore);
}

/** A new workspace in a temporary folder; in a Git repository with its spec committed, unless `git` is false. */
export function makeWorkspace(options: WorkspaceOptions = {}): TestWorkspace {
  const folder = makeTempFolder();
  const root = join(folder, 'repo');
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  mkdirSync(root, { recursive: true });
  if (options.git !== false) {
    initRepository(root);
  }
  writeWorkspace(root, options);
  if (options.git !== false) {
    commitAll(root, 'Plan the work');
  }
  return workspaceAt(root, home, options.bundle);
}

/** Actors `ai:worker-1`, `ai:worker-2`, …: agents that a test makes up. */
export function agents(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `ai:worker-${index + 1}`);
}
