/**
 * A plain model of what Lodestar promises, written from its documents and from none of its code: two checkouts with specs
 * of their own that share one runtime, several agents, and clocks that are set back and start over.
 */

export type Status = 'todo' | 'ready' | 'blocked' | 'done' | 'verified' | 'cancelled' | 'deleted';
export type DateName = 'completed' | 'verified' | 'blocked' | 'cancelled' | 'reopened';

export const STATUSES: readonly Status[] = [
  'todo',
  'ready',
  'blocked',
  'done',
  'verified',
  'cancelled',
  'deleted',
];

export interface Dated {
  readonly at: number;
  readonly by: string | null;
}

/** A task as one checkout's spec has it. */
export interface SpecTask {
  readonly id: string;
  readonly created: string;
  status: Status;
  priority: number;
  dependsOn: string[];
  locks: string[];
  criteria: string[];
  readonly dates: Partial<Record<DateName, Dated>>;
}

/** The latest transition of a task that the runtime holds. */
export interface Row {
  readonly created: string;
  readonly status: Status;
  readonly stamp: number;
  readonly actor: string;
  readonly completedBy: string | null;
  readonly completedAt: number | null;
}

export interface Clock {
  wallMs: number;
  monotonicMs: number;
  boot: string;
}

export interface Lease {
  readonly holder: string;
  readonly created: string;
  readonly locks: readonly string[];
  boot: string;
  untilMonotonic: number;
  untilWall: number;
  ttlMs: number;
}

interface LeaseEvent {
  readonly kind: 'granted' | 'released' | 'expired' | 'revoked';
  readonly holder: string;
  readonly by: string;
}

export interface Check {
  readonly id: string;
  readonly created: string;
  readonly text: string;
}

export interface Message {
  readonly from: string;
  /** `task:ID`, `agent:ACTOR` or `all`. */
  readonly to: string;
  readonly about: string | null;
  readonly readBy: string[];
}

export interface Runtime {
  readonly rows: Map<string, Row>;
  readonly leases: Map<string, Lease>;
  readonly leaseLog: Map<string, LeaseEvent[]>;
  readonly checks: Check[];
  readonly issued: Set<string>;
  readonly joined: Map<string, boolean>;
  readonly messages: Message[];
}

export type Checkout = Map<string, SpecTask>;

export interface World {
  readonly clock: Clock;
  runtime: Runtime;
  readonly checkouts: [Checkout, Checkout];
  /** The plans of the branches that the checkouts are not on, where branches are switched. */
  readonly elsewhere?: [Checkout, Checkout];
  readonly config: { readonly separate: boolean; readonly settleOnVerify: boolean };
  /** Who works here, where it is not left to the draw. */
  readonly actors?: readonly string[];
}

export function emptyRuntime(): Runtime {
  return {
    rows: new Map(),
    leases: new Map(),
    leaseLog: new Map(),
    checks: [],
    issued: new Set(),
    joined: new Map(),
    messages: [],
  };
}

const OWN_DATE: Partial<Record<Status, DateName>> = {
  ready: 'reopened',
  blocked: 'blocked',
  done: 'completed',
  verified: 'verified',
  cancelled: 'cancelled',
};

const TIE_ORDER: readonly Status[] = ['todo', 'ready', 'blocked', 'done', 'verified', 'cancelled'];

/** What both planes say of a task. */
export interface Seen {
  readonly status: Status;
  readonly from: 'spec' | 'runtime';
  /** The greatest stamp of either plane. */
  readonly stamp: number;
  /** The runtime's row, where it is of this task. */
  readonly row: Row | undefined;
  /** The spec holds it back whatever the runtime does. */
  readonly withheld: boolean;
}

function ownDateOf(task: SpecTask): Dated | undefined {
  const name = OWN_DATE[task.status];
  return name === undefined ? undefined : task.dates[name];
}

function specStampOf(task: SpecTask): number {
  const all = Object.values(task.dates).map((date) => date.at);
  if (all.length === 0) {
    return 0;
  }
  const latest = Math.max(...all);
  return ownDateOf(task)?.at === latest ? latest : latest + 1;
}

export function see(world: World, task: SpecTask): Seen {
  const stamp = specStampOf(task);
  const stored = world.runtime.rows.get(task.id);
  const row = stored?.created === task.created ? stored : undefined;
  const undated = ownDateOf(task) === undefined;
  const withheld =
    task.status === 'deleted' || ((task.status === 'cancelled' || task.status === 'blocked') && undated);
  const fromSpec = {
    status: task.status,
    from: 'spec',
    stamp: Math.max(stamp, row?.stamp ?? 0),
    row,
    withheld,
  } as const;
  if (row === undefined || task.status === 'deleted' || (task.status === 'cancelled' && undated)) {
    return fromSpec;
  }
  if (task.status === 'blocked' && undated && (row.status === 'ready' || row.status === 'blocked')) {
    return fromSpec;
  }
  const later =
    row.stamp === stamp ? TIE_ORDER.indexOf(row.status) > TIE_ORDER.indexOf(task.status) : row.stamp > stamp;
  return later ? { ...fromSpec, status: row.status, from: 'runtime' } : fromSpec;
}

/** Who brought the task to its status. */
export function authorOf(world: World, task: SpecTask): string | null {
  const seen = see(world, task);
  return seen.from === 'runtime' ? (seen.row?.actor ?? null) : (ownDateOf(task)?.by ?? null);
}

export function unmetOf(world: World, checkout: Checkout, task: SpecTask): string[] {
  return task.dependsOn.filter((id) => {
    const other = checkout.get(id);
    return other !== undefined && see(world, other).status !== 'verified';
  });
}

export function liveLease(world: World, id: string): Lease | undefined {
  const lease = world.runtime.leases.get(id);
  const { clock } = world;
  if (lease === undefined) {
    return undefined;
  }
  const left =
    lease.boot === clock.boot ? lease.untilMonotonic - clock.monotonicMs : lease.untilWall - clock.wallMs;
  return left > 0 ? lease : undefined;
}

export type State = Status | 'claimed' | 'draft' | 'held' | 'waiting' | 'claimable';

export function stateOf(world: World, checkout: Checkout, task: SpecTask): State {
  const { status } = see(world, task);
  if (status === 'deleted' || status === 'cancelled' || status === 'verified' || status === 'done') {
    return status;
  }
  if (liveLease(world, task.id) !== undefined) {
    return 'claimed';
  }
  if (status !== 'ready') {
    return status === 'todo' ? 'draft' : 'held';
  }
  return unmetOf(world, checkout, task).length > 0 ? 'waiting' : 'claimable';
}

/** Locks that overlap, beside those that are the same. */
const OVERLAPPING = new Set(['src/** src/a.ts', 'src/** src/*.ts', 'src/*.ts src/a.ts', 'docs/ docs/x.md']);

export const LOCKS = ['src/**', 'src/a.ts', 'src/*.ts', 'docs/', 'docs/x.md', 'docs/y*.md'];

function overlap(a: string, b: string): boolean {
  const isBelow = a === 'docs/' && b.startsWith('docs/');
  return a === b || isBelow || OVERLAPPING.has(`${a} ${b}`);
}

/** Whether a lock of the task covers what another actor's does, as claimed or as the checkout has it now. */
export function isInTheWay(
  world: World,
  checkout: Checkout,
  { task, actor }: { task: SpecTask; actor: string },
): boolean {
  return [...world.runtime.leases].some(([id, lease]) => {
    if (id === task.id || lease.holder === actor || liveLease(world, id) === undefined) {
      return false;
    }
    const present = checkout.get(id);
    const locks = [...lease.locks, ...(present?.created === lease.created ? present.locks : [])];
    return task.locks.some((own) => locks.some((other) => overlap(own, other) || overlap(other, own)));
  });
}

export function numberOf(id: string): number {
  return Number(id.replace(/\D/gu, ''));
}

export function dependentsOf(checkout: Checkout, id: string): SpecTask[] {
  return [...checkout.values()].filter((task) => task.status !== 'deleted' && task.dependsOn.includes(id));
}

/** What `task next` offers to an actor, in its order; with `allowOverlap` what a claim takes from. */
export function offersFor(
  world: World,
  checkout: Checkout,
  { actor, allowOverlap = false }: { actor: string; allowOverlap?: boolean },
): string[] {
  const free = [...checkout.values()].filter((task) => stateOf(world, checkout, task) === 'claimable');
  const count = (task: SpecTask): number => dependentsOf(checkout, task.id).length;
  free.sort((a, b) => a.priority - b.priority || count(b) - count(a) || numberOf(a.id) - numberOf(b.id));
  return free
    .filter((task) => allowOverlap || !isInTheWay(world, checkout, { task, actor }))
    .map((task) => task.id);
}

/** Why an actor does not hold a task's lease. */
export function reasonFor(world: World, id: string, actor: string): string {
  const log = world.runtime.leaseLog.get(id) ?? [];
  const own = log.findLastIndex((event) => event.holder === actor);
  const kind = log[own]?.kind;
  if (kind === undefined) {
    return 'never';
  }
  if (kind === 'released' || kind === 'revoked') {
    return kind;
  }
  return log.slice(own + 1).some((event) => event.kind === 'granted' && event.holder !== actor)
    ? 'taken'
    : 'lapsed';
}
