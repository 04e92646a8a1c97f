import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePythonRuntime } from '../../support/python-runtime.ts';
import { backdateHeartbeat } from '../../support/runtime-rows.ts';
import { readyTasks } from '../../support/spec-text.ts';
import {
  commitAll,
  initRepository,
  type TestWorkspace,
  type WorkspaceOptions,
} from '../../support/workspace.ts';
import { EXPORT, MERGED } from '../harness/examine.ts';
import { Template } from '../harness/template.ts';

/** One of the main commands, on a workspace that is ready for it. */
export interface Act {
  readonly name: string;
  readonly args: readonly string[];
  readonly on: 'repository' | 'workspace' | 'worktree' | 'python' | 'conflict';
  /** Sent once more it does it once more, so that the first time must not have counted where it failed. */
  readonly adds?: boolean;
}

/** A rig's run, or whatever else makes workspaces on which the right program runs. */
export interface WorkspaceMaker {
  workspace(options: WorkspaceOptions): TestWorkspace;
}

const WORKER = ['--as', 'ai:worker'];
const OTHER = ['--as', 'ai:other'];

/** Of a spec, to be merged. */
const VERSIONS = ['base', 'ours', 'theirs'].map((name) => `.lodestar-versions/${name}.yaml`);

const MERGED_LINES = ['', '    priority: 1\n', '    x-estimate: 2\n'];

export const ACTS: readonly Act[] = [
  { name: 'init', args: ['init'], on: 'repository' },
  { name: 'adopt', args: ['init', '--adopt'], on: 'python' },
  {
    name: 'join',
    args: ['agent', 'join', '--name', 'new', '--role', 'builder', '--resume'],
    on: 'workspace',
  },
  {
    name: 'create',
    args: ['task', 'create', '--title', 'Created', ...WORKER],
    on: 'workspace',
    adds: true,
  },
  { name: 'claim', args: ['task', 'claim', 'FREE', ...WORKER], on: 'workspace' },
  { name: 'claim in a worktree', args: ['task', 'claim', 'FREE', ...WORKER], on: 'worktree' },
  { name: 'renew', args: ['task', 'renew', 'HELD', '--ttl', '48h', ...WORKER], on: 'workspace' },
  { name: 'release', args: ['task', 'release', 'HELD', ...WORKER], on: 'workspace' },
  {
    name: 'done',
    args: ['task', 'done', 'HELD', '--note', 'It works', '--criteria', 'all', ...WORKER],
    on: 'workspace',
  },
  { name: 'verify', args: ['task', 'verify', 'DONE', ...OTHER], on: 'workspace' },
  { name: 'settle', args: ['settle', 'VERIFIED', ...OTHER], on: 'workspace' },
  {
    name: 'send',
    args: ['msg', 'send', '--task', 'HELD', 'Mind the units', ...OTHER],
    on: 'workspace',
    adds: true,
  },
  { name: 'read', args: ['msg', 'read', '--all', ...WORKER], on: 'workspace' },
  { name: 'drift', args: ['spec', 'drift', '--update', 'DRIFTED', ...WORKER], on: 'workspace' },
  { name: 'rename', args: ['task', 'rename', 'FREE', 'SOON', ...WORKER], on: 'workspace' },
  {
    name: 'merge',
    args: ['spec', 'merge', ...VERSIONS, '--output', MERGED],
    on: 'workspace',
  },
  { name: 'resolve', args: ['spec', 'resolve', '--add'], on: 'conflict' },
  { name: 'prune', args: ['agent', 'prune', ...WORKER], on: 'workspace' },
  { name: 'setup', args: ['setup', 'agents-md'], on: 'workspace' },
  { name: 'export', args: ['export', 'json', '--output', EXPORT, '--force'], on: 'workspace' },
  { name: 'reset', args: ['reset', '--yes'], on: 'workspace' },
];

const DAY_MS = 86_400_000;
/** Longer than any run of a rig. */
const TTL = ['--ttl', '8h'];

const TASKS = ['FREE', 'HELD', 'DONE', 'VERIFIED', 'OTHERS'].map((id) => ({
  id,
  acceptance_criteria: id === 'HELD' ? ['It is fast'] : [],
}));

const DOCUMENT = 'PRD.md';

const BEFORE: readonly (readonly string[])[] = [
  ['agent', 'join', '--name', 'worker'],
  ['agent', 'join', '--name', 'other'],
  ['agent', 'join', '--name', 'silent'],
  ['task', 'claim', 'HELD', ...TTL, ...WORKER],
  ['task', 'claim', 'DONE', ...WORKER],
  ['task', 'done', 'DONE', ...WORKER],
  ['task', 'claim', 'VERIFIED', ...WORKER],
  ['task', 'done', 'VERIFIED', ...WORKER],
  ['task', 'verify', 'VERIFIED', ...OTHER],
  ['msg', 'send', '--task', 'HELD', 'See the tests', ...OTHER],
  ['task', 'claim', 'OTHERS', ...TTL, ...OTHER],
  [
    'task',
    'create',
    '--id',
    'DRIFTED',
    '--title',
    'Drifted',
    '--prd-source',
    DOCUMENT,
    '--prd-ref',
    '#store',
  ],
];

function makeRepository(maker: WorkspaceMaker): TestWorkspace {
  const workspace = maker.workspace({ git: false });
  rmSync(join(workspace.root, '.lodestar'), { recursive: true });
  initRepository(workspace.root);
  return workspace;
}

/** Where a Python lodestar has been at work. */
function makePythonWorkspace(maker: WorkspaceMaker): TestWorkspace {
  const workspace = maker.workspace({ tasks: readyTasks(2) });
  makePythonRuntime(workspace.runtimePath);
  return workspace;
}

/** A merge that stopped at the spec: both sides have made a task. */
function makeConflict(maker: WorkspaceMaker): TestWorkspace {
  const workspace = maker.workspace({ tasks: readyTasks(1) });
  const text = workspace.readSpec();
  for (const [branch, id] of [
    ['theirs', 'T2'],
    ['ours', 'T3'],
  ] as const) {
    workspace.git('checkout', '--quiet', '-b', branch, 'main');
    writeFileSync(workspace.specPath, `${text}  ${id}:\n    title: Task of ${branch}\n    status: ready\n`);
    commitAll(workspace.root, branch);
  }
  try {
    workspace.git('merge', '--quiet', 'theirs');
  } catch {
    // As it should be: Git ends with 1 where it leaves a conflict.
  }
  return workspace;
}

/** A linked worktree beside its main one, whose runtime it uses. Both move together, so that they find each other. */
function makeWorktree(maker: WorkspaceMaker): Template {
  const main = maker.workspace({ tasks: TASKS });
  main.git('worktree', 'add', '--quiet', '../tree');
  const tree = main.at(join(main.root, '..', 'tree'));
  writeFileSync(join(tree.root, '.git'), 'gitdir: ../repo/.git/worktrees/tree\n');
  const container = join(main.root, '..');
  return new Template({ workspace: { ...tree, runtimePath: main.runtimePath }, container });
}

/**
 * What the acts are tried on: a repository without a workspace, one with tasks in every state that they need, and a linked
 * worktree, one of a Python lodestar, and one in which a merge stopped.
 */
export async function makeStages(maker: WorkspaceMaker): Promise<Record<Act['on'], Template>> {
  const workspace = maker.workspace({ tasks: TASKS });
  const document = join(workspace.root, DOCUMENT);
  writeFileSync(document, '# Plan\n\n## Store\n\nOne table.\n');
  for (const args of BEFORE) {
    await workspace.data(args);
  }
  writeFileSync(document, '# Plan\n\n## Store\n\nTwo tables.\n');
  mkdirSync(join(workspace.root, '.lodestar-versions'));
  for (const [index, version] of VERSIONS.entries()) {
    writeFileSync(join(workspace.root, version), `tasks:\n  T1:\n    title: A\n${MERGED_LINES[index] ?? ''}`);
  }
  backdateHeartbeat(workspace.runtimePath, 'ai:silent', 7 * DAY_MS);
  return {
    repository: new Template({ workspace: makeRepository(maker) }),
    workspace: new Template({ workspace }),
    worktree: makeWorktree(maker),
    python: new Template({ workspace: makePythonWorkspace(maker) }),
    conflict: new Template({ workspace: makeConflict(maker) }),
  };
}
