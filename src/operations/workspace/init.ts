import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { readHead } from '../../git/head.ts';
import { LodestarError } from '../../errors.ts';
import { findBareRepository } from '../../git/bare.ts';
import { findRepository } from '../../git/repository.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { lookAtFile } from '../../util/look-at-file.ts';
import { createFile } from '../../spec/create-file.ts';
import { danglingLink } from '../../spec/dangling-link.ts';
import { findWorkspace } from '../../workspace/find.ts';
import type { Adopted } from '../adopt/adopt-python.ts';
import type { FolderContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Hint, Outcome } from '../outcome.ts';
import { reportOnFile } from '../spec/read-report.ts';
import { CONFIG_TEXT, GITIGNORE_TEXT, specText } from './init-templates.ts';

export interface InitInput {
  /** A folder to make a workspace of; the present one, unless it is in a workspace already, when left out. */
  readonly path?: string | undefined;
  readonly name?: string | undefined;
  /** Begin with a small graph of tasks. */
  readonly example: boolean;
  /** Take over what a Python lodestar's runtime holds. */
  readonly adopt?: boolean | undefined;
}

export interface InitResult {
  readonly initialized: true;
  /** The folder that holds `.lodestar`. */
  readonly path: string;
  readonly project_name: string;
  /** Relative to `path`; empty when all were there. */
  readonly files_created: readonly string[];
  readonly changed: boolean;
  readonly mcp_enabled: false;
  readonly prd_prompt_created: false;
  /** Null where that was not asked for, or there was no Python lodestar's runtime. */
  readonly adopted: Adopted | null;
}

const SPEC = '.lodestar/spec.yaml';

function rootFor(dir: string, given: string | undefined): string {
  if (given === undefined) {
    return findWorkspace(dir)?.root ?? realpathSync(dir);
  }
  return path.resolve(dir, given);
}

/** Writes a file that is not there yet; never one that is. */
function complete(file: string, text: string, dryRun: boolean): boolean {
  if (existsSync(file)) {
    return false;
  }
  const dangling = danglingLink(file);
  if (dangling !== undefined) {
    throw dangling;
  }
  return dryRun || createFile(file, text);
}

/** The name that a spec has already; a new one is called as asked, or as its folder. */
async function nameOf(root: string, input: InitInput, { env }: FolderContext): Promise<string> {
  const specPath = path.join(root, SPEC);
  if (lookAtFile(specPath) !== undefined) {
    const { project } = await reportOnFile({ dir: root, env }, specPath);
    return project.name;
  }
  return input.name ?? path.basename(root);
}

interface Made {
  readonly root: string;
  readonly created: readonly string[];
  readonly example: boolean;
}

/** What has been made stands, also where it cannot be looked at just now. */
function isFoundFrom(dir: string, root: string): boolean {
  try {
    return findWorkspace(dir)?.root === root;
  } catch {
    return false;
  }
}

function nextHints(context: FolderContext, { root, created, example }: Made): Hint[] {
  const isElsewhere = !context.dryRun && !isFoundFrom(context.dir, root);
  const there = isElsewhere ? ['--dir', root] : [];
  if (!created.includes(SPEC)) {
    return [hint('status', ['status', ...there], 'See where things stand')];
  }
  return [
    example
      ? hint('task.next', ['task', 'next', ...there], 'See what can be done next')
      : hint('task.create', ['task', 'create', '--title', 'First task', ...there], 'Add a task'),
    hint('agent.join', ['agent', 'join', ...there], 'Join as an agent'),
  ];
}

/** Loaded by those alone who ask for it. */
async function adopt(context: FolderContext, root: string): Promise<Adopted | undefined> {
  const { adoptPython } = await import('../adopt/adopt-python.ts');
  return await adoptPython(context, root);
}

/** What is made there could never be committed: there is no checkout. */
function refuseBare(root: string): void {
  if (findBareRepository(root) !== undefined) {
    throw new LodestarError('INPUT_INVALID', `${root} is Git's own folder: a plan is kept in a checkout`, {
      details: { path: root },
      hint: 'Run the command in a worktree of the repository.',
    });
  }
}

/**
 * Makes a workspace, or completes one: at most spec.yaml, config.yaml and .lodestar/.gitignore, each only where missing.
 * Errors: SPEC_READONLY, DISK_FULL, FILE_NOT_FOUND (one of them is a link to nothing), INPUT_INVALID (a bare repository); with
 * `adopt` those of `adoptPython`.
 */
export async function initWorkspace(context: FolderContext, input: InitInput): Promise<Outcome<InitResult>> {
  const root = rootFor(context.dir, input.path);
  refuseBare(root);
  const repository = findRepository(existsSync(root) ? root : context.dir);
  const name = await nameOf(root, input, context);
  const defaultBranch = (repository === undefined ? null : readHead(repository).branch) ?? 'main';
  const createdAt = formatTimestamp(context.now().wallMs);
  const files = [
    ['.lodestar/.gitignore', GITIGNORE_TEXT],
    ['.lodestar/config.yaml', CONFIG_TEXT],
    // It makes the folder a workspace, and so comes last.
    [SPEC, specText({ name, defaultBranch, createdAt, example: input.example })],
  ] as const;
  const created = files
    .filter(([file, text]) => complete(path.join(root, file), text, context.dryRun))
    .map(([file]) => file)
    .toReversed();
  const adopted = input.adopt === true ? await adopt(context, root) : undefined;
  const data: InitResult = {
    initialized: true,
    path: root,
    project_name: name,
    files_created: created,
    changed: created.length > 0 || adopted?.changed === true,
    mcp_enabled: false,
    prd_prompt_created: false,
    adopted: adopted ?? null,
  };
  const nothing = { code: 'nothing-to-adopt', message: 'there is no runtime of a Python lodestar' };
  return {
    data,
    next: nextHints(context, { root, created, example: input.example }),
    warnings: input.adopt === true && adopted === undefined ? [nothing] : [],
  };
}
