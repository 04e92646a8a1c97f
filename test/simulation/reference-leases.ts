import type { Answer, Command } from './reference-command.ts';
import { countUnreadOfTask, handOff, put } from './reference-messages.ts';
import {
  isInTheWay,
  liveLease,
  offersFor,
  reasonFor,
  see,
  unmetOf,
  type Checkout,
  type Lease,
  type SpecTask,
  type Status,
  type World,
} from './reference-world.ts';

const DEFAULT_TTL_MS = 15 * 60_000;

function log(
  world: World,
  id: string,
  event: { kind: 'granted' | 'released' | 'expired' | 'revoked'; holder: string; by: string },
): void {
  const events = world.runtime.leaseLog.get(id) ?? [];
  events.push(event);
  world.runtime.leaseLog.set(id, events);
}

export function endLease(world: World, id: string, end: { kind: 'released' | 'revoked'; by: string }): void {
  const lease = world.runtime.leases.get(id);
  if (lease !== undefined) {
    log(world, id, { ...end, holder: lease.holder });
    world.runtime.leases.delete(id);
  }
}

function extend(world: World, lease: Lease, ttlMs: number): void {
  const { clock } = world;
  const left =
    lease.boot === clock.boot ? lease.untilMonotonic - clock.monotonicMs : lease.untilWall - clock.wallMs;
  const remaining = Math.max(ttlMs, left);
  lease.boot = clock.boot;
  lease.untilMonotonic = clock.monotonicMs + remaining;
  lease.untilWall = Math.max(clock.wallMs + remaining, lease.untilWall);
  lease.ttlMs = ttlMs;
}

export function isOver(status: Status): boolean {
  return status === 'done' || status === 'verified' || status === 'cancelled' || status === 'deleted';
}

function grant(world: World, task: SpecTask, by: { actor: string; ttlMs: number }): void {
  const { clock, runtime } = world;
  const lapsed = runtime.leases.get(task.id);
  if (lapsed !== undefined) {
    log(world, task.id, { kind: 'expired', holder: lapsed.holder, by: 'system:lodestar' });
  }
  const { actor: holder, ttlMs } = by;
  log(world, task.id, { kind: 'granted', holder, by: holder });
  runtime.leases.set(task.id, {
    holder,
    created: task.created,
    locks: [...task.locks],
    boot: clock.boot,
    untilMonotonic: clock.monotonicMs + ttlMs,
    untilWall: clock.wallMs + ttlMs,
    ttlMs,
  });
}

export function claim(
  world: World,
  checkout: Checkout,
  command: Extract<Command, { verb: 'claim' }>,
): Answer {
  const { actor, allowOverlap, ttlMs = DEFAULT_TTL_MS } = command;
  const pickedId = command.id ?? offersFor(world, checkout, { actor, allowOverlap })[0];
  if (pickedId === undefined) {
    return { code: 'NOTHING_TO_CLAIM' };
  }
  const task = checkout.get(pickedId);
  if (task === undefined) {
    return { code: 'TASK_NOT_FOUND' };
  }
  const lease = liveLease(world, task.id);
  const { status } = see(world, task);
  if (lease !== undefined) {
    if (lease.holder !== actor || lease.created !== task.created) {
      return { code: 'LEASE_HELD' };
    }
    if (isOver(status)) {
      return { code: 'NOT_CLAIMABLE' };
    }
    extend(world, lease, ttlMs);
    return { changed: false, ids: [task.id], count: countUnreadOfTask(world, actor, task.id) };
  }
  if (status !== 'ready' || unmetOf(world, checkout, task).length > 0) {
    return { code: 'NOT_CLAIMABLE' };
  }
  if (!allowOverlap && isInTheWay(world, checkout, { task, actor })) {
    return { code: 'LOCK_OVERLAP' };
  }
  grant(world, task, { actor, ttlMs });
  return { changed: true, ids: [task.id], count: countUnreadOfTask(world, actor, task.id) };
}

export function notHeld(world: World, id: string, actor: string): Answer {
  const reason = reasonFor(world, id, actor);
  const isTaken = reason === 'lapsed' && liveLease(world, id) !== undefined;
  return { code: 'LEASE_NOT_HELD', reason: isTaken ? 'taken' : reason };
}

export function renew(world: World, command: Extract<Command, { verb: 'renew' }>): Answer {
  const { id, actor, ttlMs } = command;
  const lease = liveLease(world, id);
  if (lease?.holder !== actor) {
    return notHeld(world, id, actor);
  }
  extend(world, lease, ttlMs ?? lease.ttlMs);
  return { changed: true };
}

export function release(world: World, command: Extract<Command, { verb: 'release' }>): Answer {
  const { id, actor, note } = command;
  if (liveLease(world, id)?.holder === actor) {
    endLease(world, id, { kind: 'released', by: actor });
    if (note) {
      handOff(world, id, actor);
    }
    return { changed: true };
  }
  const refusal = notHeld(world, id, actor);
  return 'reason' in refusal && refusal.reason === 'released' ? { changed: false } : refusal;
}

export function revoke(world: World, id: string, actor: string): Answer {
  if (!actor.startsWith('human:')) {
    return { code: 'ACTOR_KIND_REFUSED' };
  }
  const lease = liveLease(world, id);
  if (lease !== undefined) {
    endLease(world, id, { kind: 'revoked', by: actor });
    put(world, { from: actor, to: `agent:${lease.holder}`, about: id });
    return { changed: true };
  }
  const events = world.runtime.leaseLog.get(id) ?? [];
  const last = events.findLast((event) => event.kind === 'revoked');
  const isSince = events
    .slice(last === undefined ? 0 : events.indexOf(last))
    .some((event) => event.kind === 'granted');
  return last?.by === actor && !isSince ? { changed: false } : { code: 'LEASE_NOT_FOUND' };
}

export function leave(world: World, actor: string): Answer {
  const before = world.runtime.leases.size;
  for (const [id, lease] of [...world.runtime.leases]) {
    if (lease.holder === actor && liveLease(world, id) !== undefined) {
      endLease(world, id, { kind: 'released', by: actor });
    }
  }
  const isHere = world.runtime.joined.get(actor) === true;
  if (isHere) {
    world.runtime.joined.set(actor, false);
  }
  return { changed: isHere || world.runtime.leases.size < before };
}
