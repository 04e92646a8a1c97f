import type { Answer, Command } from './reference-command.ts';
import { claim, endLease, isOver, leave, notHeld, release, renew, revoke } from './reference-leases.ts';
import { handOff, read, send } from './reference-messages.ts';
import {
  authorOf,
  dependentsOf,
  liveLease,
  numberOf,
  see,
  type Checkout,
  type DateName,
  type Lease,
  type Seen,
  type SpecTask,
  type Status,
  type World,
} from './reference-world.ts';

const FROM: Record<string, readonly Status[]> = {
  block: ['ready'],
  unblock: ['blocked'],
  verify: ['done'],
  reject: ['done'],
  reopen: ['done', 'verified', 'cancelled', 'deleted'],
  cancel: ['todo', 'ready', 'blocked', 'done'],
};
const TO: Record<string, Status> = {
  block: 'blocked',
  unblock: 'ready',
  verify: 'verified',
  reject: 'ready',
  reopen: 'ready',
  cancel: 'cancelled',
};
const DATE_OF: Partial<Record<Status, DateName>> = {
  ready: 'reopened',
  blocked: 'blocked',
  verified: 'verified',
  cancelled: 'cancelled',
};

interface Transition {
  readonly actor: string;
  readonly status: Status;
  readonly completedBy?: string | null;
  readonly completedAt?: number | null;
}

function record(world: World, task: SpecTask, transition: Transition): number {
  const stamp = Math.max(world.clock.wallMs, see(world, task).stamp + 1);
  const { status, actor, completedBy = null, completedAt = null } = transition;
  world.runtime.rows.set(task.id, { created: task.created, status, stamp, actor, completedBy, completedAt });
  return stamp;
}

function done(world: World, task: SpecTask, command: Extract<Command, { verb: 'done' }>): Answer {
  const { id, actor, checkAll, note } = command;
  const lease = liveLease(world, id);
  const { status } = see(world, task);
  if (lease?.holder !== actor) {
    const isRepeat = status === 'done' && authorOf(world, task) === actor;
    return isRepeat ? { changed: false } : notHeld(world, id, actor);
  }
  if (lease.created !== task.created) {
    return { code: 'LEASE_NOT_HELD', reason: 'never' };
  }
  if (isOver(status)) {
    endLease(world, id, { kind: 'released', by: actor });
    return { code: 'TRANSITION_REFUSED' };
  }
  for (const text of checkAll ? task.criteria : []) {
    world.runtime.checks.push({ id, created: task.created, text });
  }
  const stamp = Math.max(world.clock.wallMs, see(world, task).stamp + 1);
  record(world, task, { actor, status: 'done', completedBy: actor, completedAt: stamp });
  endLease(world, id, { kind: 'released', by: actor });
  if (note) {
    handOff(world, id, actor);
  }
  return { changed: true };
}

function completionOf(
  task: SpecTask,
  seen: Seen,
): { completedBy: string | null; completedAt: number | null } {
  if (seen.from === 'runtime') {
    return { completedBy: seen.row?.completedBy ?? null, completedAt: seen.row?.completedAt ?? null };
  }
  return { completedBy: task.dates.completed?.by ?? null, completedAt: seen.stamp === 0 ? null : seen.stamp };
}

/** Verifies and settles nothing. */
export function verifyAlone(
  world: World,
  task: SpecTask,
  command: Extract<Command, { verb: 'verify' }>,
): Answer {
  const { actor, acceptUnchecked } = command;
  const seen = see(world, task);
  if (seen.status === 'verified' && authorOf(world, task) === actor) {
    return { changed: false };
  }
  if (seen.status !== 'done') {
    return { code: 'TRANSITION_REFUSED' };
  }
  const completion = completionOf(task, seen);
  if (world.config.separate && completion.completedBy === actor) {
    return { code: 'VERIFIER_NOT_SEPARATE' };
  }
  const checked = new Set(
    world.runtime.checks
      .filter((check) => check.id === task.id && check.created === task.created)
      .map((check) => check.text),
  );
  if (!acceptUnchecked && !task.criteria.every((text) => checked.has(text))) {
    return { code: 'CRITERIA_UNCHECKED' };
  }
  record(world, task, { actor, status: 'verified', ...completion });
  return { changed: true };
}

function verify(world: World, task: SpecTask, command: Extract<Command, { verb: 'verify' }>): Answer {
  const answer = verifyAlone(world, task, command);
  if (world.config.settleOnVerify && 'changed' in answer) {
    settleTask(world, task);
  }
  return answer;
}

/** `ready` in the spec, with the date that puts it above everything. */
function reopenInSpec(world: World, task: SpecTask, actor: string): void {
  const at = Math.max(world.clock.wallMs, see(world, task).stamp + 1);
  task.dates.reopened = { at, by: actor };
  task.status = 'ready';
}

function changeByHand(world: World, task: SpecTask, command: { verb: string; actor: string }): Answer {
  const { verb, actor } = command;
  const seen = see(world, task);
  const to = TO[verb] ?? 'ready';
  const lifts = seen.withheld && to === 'ready';
  if (!lifts && seen.status === to && authorOf(world, task) === actor) {
    return { changed: false };
  }
  if (FROM[verb]?.includes(seen.status) !== true) {
    return { code: 'TRANSITION_REFUSED' };
  }
  const lease = liveLease(world, task.id);
  const isOthers = lease !== undefined && lease.holder !== actor;
  if (isOthers && verb !== 'reopen' && verb !== 'reject') {
    return { code: 'LEASE_HELD' };
  }
  if (lifts) {
    reopenInSpec(world, task, actor);
  }
  record(world, task, { actor, status: to });
  if (lease !== undefined && (verb === 'block' || verb === 'cancel')) {
    endLease(world, task.id, { kind: 'released', by: actor });
  }
  return { changed: true };
}

function ready(world: World, task: SpecTask, actor: string): Answer {
  const { status, stamp } = see(world, task);
  if (status === 'ready') {
    return { changed: false };
  }
  if (status !== 'todo') {
    return { code: 'TRANSITION_REFUSED' };
  }
  if (stamp === 0) {
    task.status = 'ready';
  } else {
    reopenInSpec(world, task, actor);
  }
  return { changed: true };
}

/** What is to be deleted, and whose leases that ends. */
interface Deletion {
  readonly answer: Answer;
  readonly ids: readonly string[];
  readonly ended: readonly string[];
}

/** Judges a deletion and does nothing. */
export function judgeDeletion(world: World, command: Extract<Command, { verb: 'delete' }>): Deletion {
  const { id, actor, cascade } = command;
  const checkout = world.checkouts[command.side];
  const task = checkout.get(id);
  const refused = (code: string): Deletion => ({ answer: { code }, ids: [], ended: [] });
  if (task === undefined) {
    return refused('TASK_NOT_FOUND');
  }
  if (task.status === 'deleted') {
    return { answer: { changed: false, ids: [] }, ids: [], ended: [] };
  }
  const doomed = [task];
  for (const each of doomed) {
    doomed.push(...dependentsOf(checkout, each.id).filter((dependent) => !doomed.includes(dependent)));
  }
  if (doomed.length > 1 && !cascade) {
    return refused('HAS_DEPENDENTS');
  }
  const held = doomed.flatMap(({ id: each }): (readonly [string, Lease])[] => {
    const lease = liveLease(world, each);
    return lease === undefined ? [] : [[each, lease]];
  });
  if (held.some(([, lease]) => lease.holder !== actor)) {
    return refused('LEASE_HELD');
  }
  const ids = doomed.map((each) => each.id).sort();
  return { answer: { changed: true, ids }, ids, ended: held.map(([each]) => each) };
}

export function markDeleted(world: World, side: 0 | 1, ids: readonly string[]): void {
  for (const id of ids) {
    const task = world.checkouts[side].get(id);
    if (task !== undefined) {
      task.status = 'deleted';
    }
  }
}

function deleteTask(world: World, command: Extract<Command, { verb: 'delete' }>): Answer {
  const { answer, ids, ended } = judgeDeletion(world, command);
  markDeleted(world, command.side, ids);
  for (const id of ended) {
    endLease(world, id, { kind: 'released', by: command.actor });
  }
  return answer;
}

/** Whether the runtime decided it later than the spec says, and it is more than a `done` that nobody agreed to. */
function isSettleable(task: SpecTask, seen: Seen): boolean {
  const isAnew = seen.status === 'verified' || seen.status === 'cancelled' || seen.status === 'blocked';
  return seen.from === 'runtime' && seen.status !== 'done' && (seen.status !== task.status || isAnew);
}

export function settleTask(world: World, task: SpecTask): boolean {
  const seen = see(world, task);
  const { row } = seen;
  const name = DATE_OF[seen.status];
  if (!isSettleable(task, seen) || row === undefined || name === undefined) {
    return false;
  }
  task.status = row.status;
  task.dates[name] = { at: row.stamp, by: row.actor };
  if (row.status === 'verified' && row.completedAt !== null) {
    task.dates.completed = { at: row.completedAt, by: row.completedBy };
  }
  return true;
}

function settle(world: World, checkout: Checkout, id: string | undefined): Answer {
  const named = id === undefined ? [...checkout.values()] : [checkout.get(id)];
  if (named.includes(undefined)) {
    return { code: 'TASK_NOT_FOUND' };
  }
  const settled = named.filter((task) => task !== undefined).filter((task) => settleTask(world, task));
  const ids = settled.map((task) => task.id);
  return { changed: ids.length > 0, ids: ids.sort((a, b) => numberOf(a) - numberOf(b)) };
}

function create(world: World, checkout: Checkout, command: Extract<Command, { verb: 'create' }>): Answer {
  const { id, task } = command;
  checkout.set(id, {
    ...structuredClone(task),
    id,
    created: new Date(world.clock.wallMs).toISOString(),
    dates: {},
  });
  world.runtime.issued.add(id);
  return { changed: true };
}

/** What concerns no task of the checkout, or one that need not be there. */
function performOnRuntime(world: World, checkout: Checkout, command: Command): Answer | undefined {
  switch (command.verb) {
    case 'claim':
      return claim(world, checkout, command);
    case 'renew':
      return renew(world, command);
    case 'release':
      return release(world, command);
    case 'settle':
      return settle(world, checkout, command.id);
    case 'revoke':
      return revoke(world, command.id, command.actor);
    case 'create':
      return create(world, checkout, command);
    case 'send':
      return send(world, checkout, command);
    case 'read':
      return read(world, checkout, command);
    case 'join':
      world.runtime.joined.set(command.actor, true);
      return { changed: true };
    case 'leave':
      return leave(world, command.actor);
    default:
      return undefined;
  }
}

/** Does to the world what a command promises, and says what it answers. */
export function perform(world: World, command: Command): Answer {
  const checkout = world.checkouts[command.side];
  const answered = performOnRuntime(world, checkout, command);
  if (answered !== undefined) {
    return answered;
  }
  const task = 'id' in command && command.id !== undefined ? checkout.get(command.id) : undefined;
  if (task === undefined) {
    return { code: 'TASK_NOT_FOUND' };
  }
  switch (command.verb) {
    case 'done':
      return done(world, task, command);
    case 'verify':
      return verify(world, task, command);
    case 'ready':
      return ready(world, task, command.actor);
    case 'delete':
      return deleteTask(world, command);
    case 'update': {
      const before = JSON.stringify(task);
      Object.assign(task, structuredClone(command.change));
      return { changed: JSON.stringify(task) !== before };
    }
    default:
      return changeByHand(world, task, command);
  }
}
