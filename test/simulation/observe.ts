import { readFileSync } from 'node:fs';
import { listLeasesOf } from '../../src/operations/lease/list.ts';
import { readInbox } from '../../src/operations/msg/inbox.ts';
import { listTasksOf } from '../../src/operations/task/list.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { contextFor, specPathOf, type RealWorld } from './real-world.ts';
import { inboxOf } from './reference-messages.ts';
import {
  liveLease,
  see,
  stateOf,
  unmetOf,
  type Dated,
  type SpecTask,
  type State,
  type Status,
  type World,
} from './reference-world.ts';

/** What a task is seen to be in one checkout. */
interface SeenTask {
  readonly id: string;
  readonly status: Status;
  readonly state: State;
  readonly from: 'spec' | 'runtime';
  readonly holder: string | null;
  readonly unmet: number;
}

export interface SideObservation {
  /** In the order of the file. */
  readonly tasks: readonly Readonly<Record<keyof SeenTask, unknown>>[];
  readonly spec: readonly SpecTask[];
}

/** Nobody that the histories know, so that looking changes nothing in them. */
const OBSERVER = 'human:eve';
const DATE_NAMES = ['completed', 'verified', 'blocked', 'cancelled', 'reopened'] as const;

/** @throws Error for a spec that is broken. */
export function specAsModel(root: string): SpecTask[] {
  const { tasks, problems } = parseSpec(readFileSync(specPathOf(root), 'utf8'), { file: 'spec' });
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) {
    throw new Error(`the spec is broken: ${JSON.stringify(errors)}`);
  }
  return tasks.map(({ task }) => {
    const dates: Partial<Record<string, Dated>> = {};
    for (const name of DATE_NAMES) {
      const at = task[`${name}_at`];
      if (at !== null) {
        dates[name] = { at: Date.parse(at), by: task[`${name}_by`] };
      }
    }
    return {
      id: task.id,
      created: task.created_at ?? '',
      status: task.status,
      priority: task.priority,
      dependsOn: [...task.depends_on],
      locks: [...task.locks],
      criteria: [...task.acceptance_criteria],
      dates,
    };
  });
}

/** Every status, state, holder and count in one checkout, and every field of its spec. */
export async function observeSide(real: RealWorld, side: 0 | 1): Promise<SideObservation> {
  const spec = specAsModel(real.roots[side]);
  const context = contextFor(real, { side, actor: OBSERVER });
  const { data } = await listTasksOf(context, { includeDeleted: true });
  const places = new Map(spec.map(({ id }, place) => [id, place]));
  const tasks = data.tasks
    .toSorted((a, b) => (places.get(a.id ?? '') ?? 0) - (places.get(b.id ?? '') ?? 0))
    .map(({ id, status, state, status_from: from, claimed_by: holder, unmet_dependencies: unmet }) => {
      return { id, status, state, from, holder, unmet };
    });
  return { tasks, spec };
}

/** What `observeSide` has to answer. */
export function expectSide(world: World, side: 0 | 1): SideObservation {
  const checkout = world.checkouts[side];
  const spec = [...checkout.values()];
  const tasks = spec.map((task): SeenTask => {
    const { status, from } = see(world, task);
    const state = stateOf(world, checkout, task);
    const holder = liveLease(world, task.id)?.holder ?? null;
    return { id: task.id, status, state, from, holder, unmet: unmetOf(world, checkout, task).length };
  });
  return { tasks, spec };
}

/** The live leases, whichever checkout has their tasks: ids and holders. */
export async function observeLeases(real: RealWorld): Promise<(readonly [string, string])[]> {
  const context = contextFor(real, { side: 0, actor: OBSERVER });
  const { data } = await listLeasesOf(context, { mine: false, lapsed: false });
  return data.leases.map((lease) => [lease.task_id, lease.holder] as const).sort();
}

/** What `observeLeases` has to answer. */
export function expectLeases(world: World): (readonly [string, string])[] {
  return [...world.runtime.leases]
    .filter(([id]) => liveLease(world, id) !== undefined)
    .map(([id, { holder }]) => [id, holder] as const)
    .sort();
}

/** How many messages each actor has to read. */
export async function observeInboxes(
  real: RealWorld,
  actors: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const actor of actors) {
    const { data } = await readInbox(contextFor(real, { side: 0, actor }), { limit: 1, includeRead: false });
    counts[actor] = data.total;
  }
  return counts;
}

/** What `observeInboxes` has to answer. */
export function expectInboxes(world: World, actors: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(actors.map((actor) => [actor, inboxOf(world, actor).length]));
}
