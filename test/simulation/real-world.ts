import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LodestarError } from '../../src/errors.ts';
import type { ActorId } from '../../src/model/actor.ts';
import type { Now } from '../../src/model/now.ts';
import type { OperationContext } from '../../src/operations/context.ts';
import { joinAs } from '../../src/operations/agent/join.ts';
import { leaveAs } from '../../src/operations/agent/leave.ts';
import { revoke } from '../../src/operations/lease/revoke.ts';
import { markRead } from '../../src/operations/msg/read.ts';
import { sendMessage } from '../../src/operations/msg/send.ts';
import { settle } from '../../src/operations/settle/settle.ts';
import { blockTask } from '../../src/operations/task/block.ts';
import { cancelTask } from '../../src/operations/task/cancel.ts';
import { claimTask } from '../../src/operations/task/claim.ts';
import { createTask } from '../../src/operations/task/create.ts';
import { deleteTask } from '../../src/operations/task/delete.ts';
import { completeTask } from '../../src/operations/task/done.ts';
import { readyTasks } from '../../src/operations/task/ready.ts';
import { rejectTask } from '../../src/operations/task/reject.ts';
import { releaseTask } from '../../src/operations/task/release.ts';
import { renewTask } from '../../src/operations/task/renew.ts';
import { reopenTask } from '../../src/operations/task/reopen.ts';
import { unblockTask } from '../../src/operations/task/unblock.ts';
import { updateTasks } from '../../src/operations/task/update.ts';
import { verifyTask } from '../../src/operations/task/verify.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import type { Answer, Command } from './reference-command.ts';
import type { Clock } from './reference-world.ts';

export interface RealWorld {
  readonly roots: readonly [string, string];
  readonly runtimePath: string;
  readonly clock: Clock;
  readonly workspaces: [Workspace, Workspace];
}

const REASON = 'because';

function nowOf(clock: Clock): () => Now {
  return () => ({ wallMs: clock.wallMs, bootId: clock.boot, monotonicMs: clock.monotonicMs });
}

function environment(runtimePath: string): Record<string, string> {
  return { LODESTAR_RUNTIME: runtimePath };
}

export async function openSide(root: string, runtimePath: string, clock: Clock): Promise<Workspace> {
  return await openWorkspace({ dir: root, env: environment(runtimePath), now: nowOf(clock) });
}

/** Two checkouts that begin alike and share one runtime. */
export async function makeRealWorld(
  folder: string,
  clock: Clock,
  texts: { spec: string; config: string },
): Promise<RealWorld> {
  const roots = [path.join(folder, 'a'), path.join(folder, 'b')] as const;
  const runtimePath = path.join(folder, 'shared', 'runtime.sqlite');
  mkdirSync(path.dirname(runtimePath), { recursive: true });
  for (const root of roots) {
    mkdirSync(path.join(root, '.lodestar'), { recursive: true });
    writeFileSync(specPathOf(root), texts.spec);
    writeFileSync(path.join(root, '.lodestar', 'config.yaml'), texts.config);
  }
  const workspaces: [Workspace, Workspace] = [
    await openSide(roots[0], runtimePath, clock),
    await openSide(roots[1], runtimePath, clock),
  ];
  return { roots, runtimePath, clock, workspaces };
}

export function specPathOf(root: string): string {
  return path.join(root, '.lodestar', 'spec.yaml');
}

export function removeRuntime({ runtimePath }: Pick<RealWorld, 'runtimePath'>): void {
  for (const end of ['', '-wal', '-shm']) {
    rmSync(`${runtimePath}${end}`, { force: true });
  }
}

export function pull(world: RealWorld, into: 0 | 1): void {
  copyFileSync(specPathOf(world.roots[into === 0 ? 1 : 0]), specPathOf(world.roots[into]));
}

/** The text of a spec after somebody with an editor changed a task's status and forgot its date. */
export function editedStatus(text: string, id: string, status: string): string {
  const lines = text.split('\n');
  const start = lines.indexOf(`  ${id}:`);
  const at = lines.findIndex((line, index) => index > start && line.startsWith('    status:'));
  lines[at] = `    status: ${status}`;
  return lines.join('\n');
}

export function editStatusByHand(root: string, id: string, status: string): void {
  writeFileSync(specPathOf(root), editedStatus(readFileSync(specPathOf(root), 'utf8'), id, status));
}

export function contextFor(
  world: RealWorld,
  by: { side: 0 | 1; actor: string; dryRun?: boolean },
): OperationContext {
  const workspace = world.workspaces[by.side];
  return {
    dir: world.roots[by.side],
    env: environment(world.runtimePath),
    now: nowOf(world.clock),
    dryRun: by.dryRun ?? false,
    version: '0',
    runtime: workspace.runtime,
    workspace,
    actor: by.actor as ActorId,
    actorFrom: 'env',
    leaseToken: undefined,
    warnings: [],
  };
}

function ttlText(ttlMs: number | undefined): string | undefined {
  return ttlMs === undefined ? undefined : `${ttlMs / 1000}s`;
}

function noteOf({ note }: { readonly note: boolean }): { note?: string } {
  return note ? { note: REASON } : {};
}

async function createIn(
  context: OperationContext,
  task: Extract<Command, { verb: 'create' }>['task'],
): Promise<Answer> {
  const { status, priority, dependsOn, locks, criteria } = task;
  const fields = { priority, depends_on: dependsOn, locks, acceptance_criteria: criteria };
  const input = { title: 'Made', fields, status: status === 'todo' ? 'todo' : 'ready' } as const;
  return { changed: true, ids: [(await createTask(context, input)).data.id] };
}

async function updateIn(
  context: OperationContext,
  command: Extract<Command, { verb: 'update' }>,
): Promise<Answer> {
  const { priority, dependsOn, locks, criteria } = command.change;
  const set = {
    ...(priority === undefined ? {} : { priority }),
    ...(dependsOn === undefined ? {} : { depends_on: dependsOn }),
    ...(locks === undefined ? {} : { locks }),
    ...(criteria === undefined ? {} : { acceptance_criteria: criteria }),
  };
  const input = { ids: [command.id], set, add: {}, remove: {}, extra: {} };
  return { changed: (await updateTasks(context, input)).data.changed };
}

async function answerOf(context: OperationContext, command: Command): Promise<Answer> {
  switch (command.verb) {
    case 'claim': {
      const { id, ttlMs, allowOverlap } = command;
      const { data } = await claimTask(context, { id, ttl: ttlText(ttlMs), filters: {}, allowOverlap });
      return { changed: data.changed, ids: [data.task_id], count: data.unread_count };
    }
    case 'renew':
      await renewTask(context, { id: command.id, ttl: ttlText(command.ttlMs) });
      return { changed: true };
    case 'release':
      return {
        changed: (await releaseTask(context, { id: command.id, ...noteOf(command) })).data.changed,
      };
    case 'done': {
      const criteria = command.checkAll ? 'all' : undefined;
      const input = { id: command.id, evidence: [], criteria, ...noteOf(command) };
      return { changed: (await completeTask(context, input)).data.changed };
    }
    case 'verify': {
      const { id, acceptUnchecked } = command;
      return { changed: (await verifyTask(context, { id, acceptUnchecked, reason: REASON })).data.changed };
    }
    case 'reject':
      return { changed: (await rejectTask(context, { id: command.id, reason: REASON })).data.changed };
    case 'reopen':
      return { changed: (await reopenTask(context, { id: command.id, reason: REASON })).data.changed };
    case 'block':
      return { changed: (await blockTask(context, { id: command.id, reason: REASON })).data.changed };
    case 'unblock':
      return { changed: (await unblockTask(context, { id: command.id, reason: REASON })).data.changed };
    case 'cancel':
      return { changed: (await cancelTask(context, { id: command.id, reason: REASON })).data.changed };
    case 'ready':
      return { changed: (await readyTasks(context, { ids: [command.id] })).data.changed };
    case 'delete': {
      const { data } = await deleteTask(context, { id: command.id, cascade: command.cascade });
      return { changed: data.changed, ids: data.deleted.map((each) => each.id).sort() };
    }
    case 'create':
      return await createIn(context, command.task);
    case 'update':
      return await updateIn(context, command);
    case 'settle': {
      const ids = command.id === undefined ? [] : [command.id];
      const { data } = await settle(context, { ids, all: false });
      return { changed: data.changed, ids: data.settled.map((each) => each.task_id) };
    }
    case 'revoke':
      return { changed: (await revoke(context, { id: command.id, reason: REASON })).data.changed };
    case 'send': {
      const { id: task, to } = command;
      const agent = to?.startsWith('agent:') === true ? { to: to.slice('agent:'.length) } : {};
      await sendMessage(context, { text: REASON, task, ...agent, all: to === 'all', severity: 'info' });
      return { changed: true };
    }
    case 'read': {
      const { data } = await markRead(context, { ids: [], task: command.id, all: command.id === undefined });
      return { changed: data.changed, count: data.messages_marked };
    }
    case 'join':
      await joinAs(context, { name: command.actor, capabilities: [], resume: true });
      return { changed: true };
    case 'leave':
      return { changed: (await leaveAs(context, {})).data.changed };
  }
}

/** Runs a command for real. What is no refusal of Lodestar's is thrown on. */
export async function run(world: RealWorld, command: Command, dryRun: boolean): Promise<Answer> {
  const { side, actor } = command;
  try {
    return await answerOf(contextFor(world, { side, actor, dryRun }), command);
  } catch (error) {
    if (!(error instanceof LodestarError)) {
      throw error;
    }
    const { reason } = error.details;
    return error.code === 'LEASE_NOT_HELD'
      ? { code: error.code, reason: String(reason) }
      : { code: error.code };
  }
}
