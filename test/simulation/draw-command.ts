import type { Random } from '../support/random.ts';
import type { Command, TaskChange } from './reference-command.ts';
import {
  emptyRuntime,
  liveLease,
  LOCKS,
  numberOf,
  see,
  type Checkout,
  type SpecTask,
  type Status,
  type World,
} from './reference-world.ts';

export const ACTORS = ['ai:one', 'ai:two', 'ai:three', 'human:ada'];
const CRITERIA = ['it works', 'it is fast', 'it is told'];
const OVER: readonly Status[] = ['done', 'verified', 'cancelled', 'deleted'];
const START_MS = Date.UTC(2030, 0, 1);

export interface Draw {
  readonly side: 0 | 1;
  readonly actor: string;
  readonly id: string;
  readonly command: Command;
}

/** What was drawn last: a history that stays with one task gets further with it. */
export type Focus =
  | (Pick<Draw, 'side' | 'id'> & {
      /** Whether any verb is as likely as another, whatever the task is. */
      readonly anyVerb?: boolean;
    })
  | undefined;

function some<Item>(random: Random, items: readonly Item[], percent: number): Item[] {
  return items.filter(() => random.below(100) < percent);
}

function drawTask(random: Random, earlier: readonly string[]): Omit<SpecTask, 'id' | 'created' | 'dates'> {
  const status: Status = random.below(4) === 0 ? 'todo' : 'ready';
  return {
    status,
    priority: random.pick([50, 100, 100, 200]),
    dependsOn: some(random, earlier, 10),
    locks: some(random, LOCKS, 12),
    criteria: some(random, CRITERIA, 20),
  };
}

/** Dependencies lead to lower numbers alone, so that there is never a circle. */
function drawChange(random: Random, checkout: Checkout, id: string): TaskChange {
  const earlier = [...checkout.keys()].filter((each) => numberOf(each) < numberOf(id));
  const { priority, dependsOn, locks, criteria } = drawTask(random, earlier);
  return random.pick<TaskChange>([
    { priority },
    { dependsOn },
    { locks },
    { criteria },
    { priority, criteria },
  ]);
}

function placeOf(random: Random, world: World, focus: Focus): Pick<Draw, 'side' | 'id'> {
  const side = random.pick([0, 1] as const);
  if (focus !== undefined && random.below(3) > 0) {
    return random.below(6) === 0 ? { ...focus, side } : focus;
  }
  return { side, id: idOf(random, world, side) };
}

function idOf(random: Random, world: World, side: 0 | 1): string {
  const own = [...world.checkouts[side].keys()];
  const all = [...own, ...own, ...world.checkouts[side === 0 ? 1 : 0].keys(), ...world.runtime.leases.keys()];
  return all.length === 0 || random.below(40) === 0 ? 'T999' : random.pick(all);
}

function isOver(world: World, task: SpecTask): boolean {
  return OVER.includes(see(world, task).status);
}

/** Who holds something is asked to do something with it more often than chance would have it. */
function actorFor(random: Random, world: World, task: SpecTask | undefined): string {
  const holder = task === undefined || isOver(world, task) ? undefined : liveLease(world, task.id)?.holder;
  return holder !== undefined && random.below(4) > 0 ? holder : random.pick(world.actors ?? ACTORS);
}

type ByHand = 'reject' | 'reopen' | 'block' | 'unblock' | 'cancel' | 'ready' | 'revoke';

/** Any verb, whether it fits or not. */
const ANY: readonly Command['verb'][] = [
  'claim',
  'renew',
  'release',
  'done',
  'verify',
  'reject',
  'reopen',
  'block',
  'unblock',
  'cancel',
  'ready',
  'delete',
  'create',
  'update',
  'settle',
  'revoke',
  'join',
  'leave',
  'send',
  'read',
];

/** What somebody who looks at the task first would do with it. */
const FITTING: Readonly<Record<Status | 'claimed' | 'overtaken', readonly Command['verb'][]>> = {
  todo: ['ready', 'ready', 'cancel', 'update'],
  ready: [
    ...Array<'claim'>(8).fill('claim'),
    'send',
    'send',
    'read',
    'block',
    'block',
    'block',
    'cancel',
    'cancel',
    'update',
    'delete',
    'settle',
    'ready',
  ],
  claimed: [
    ...Array<'done'>(8).fill('done'),
    'send',
    'send',
    'read',
    'renew',
    'release',
    'claim',
    'block',
    'revoke',
    'cancel',
    'update',
  ],
  overtaken: ['reopen', 'reopen', 'reject', 'done', 'claim', 'verify'],
  blocked: ['unblock', 'unblock', 'unblock', 'cancel', 'settle', 'settle', 'settle', 'block'],
  done: [...Array<'verify'>(8).fill('verify'), 'reject', 'reopen', 'cancel', 'done'],
  verified: ['settle', 'settle', 'settle', 'reopen', 'reopen', 'verify', 'delete'],
  cancelled: ['settle', 'settle', 'settle', 'reopen', 'reopen', 'cancel'],
  deleted: ['reopen', 'reopen', 'reopen', 'delete'],
};

function verbFor(random: Random, world: World, task: SpecTask | undefined): Command['verb'] {
  if (task === undefined || random.below(5) === 0) {
    return random.pick(ANY);
  }
  const { status } = see(world, task);
  if (liveLease(world, task.id) === undefined) {
    return random.pick(FITTING[status]);
  }
  return random.pick(FITTING[isOver(world, task) ? 'overtaken' : 'claimed']);
}

/** Leases of seconds to half an hour, so that some lapse and some are renewed for less than is left. */
function drawTtl(random: Random): number | undefined {
  return random.below(5) === 0 ? undefined : random.pick([5000, 60_000, 600_000, 1_800_000]);
}

/** What another checkout's task is known for is not told by this one: then it is about none that there is. */
function drawMessage(
  random: Random,
  world: World,
  { side, actor, id, verb }: Omit<Draw, 'command'> & { readonly verb: 'send' | 'read' },
): Command {
  const about = world.checkouts[side].has(id) ? id : 'T999';
  if (verb === 'read') {
    return { side, actor, verb, id: random.below(2) === 0 ? about : undefined };
  }
  const to = random.pick(['thread', 'thread', 'all', `agent:${random.pick(world.actors ?? ACTORS)}`]);
  return to === 'thread'
    ? { side, actor, verb, id: about, to: undefined }
    : { side, actor, verb, id: random.below(2) === 0 ? about : undefined, to };
}

export function drawCommand(random: Random, world: World, focus: Focus): Draw {
  const { side, id } = placeOf(random, world, focus);
  const checkout = world.checkouts[side];
  const actor = actorFor(random, world, checkout.get(id));
  const by = { side, actor, id };
  const verb = focus?.anyVerb === true ? random.pick(ANY) : verbFor(random, world, checkout.get(id));
  const isEven = random.below(2) === 0;
  switch (verb) {
    case 'claim':
      return {
        ...by,
        command: {
          side,
          actor,
          verb,
          id: random.below(4) > 0 ? id : undefined,
          ttlMs: drawTtl(random),
          allowOverlap: random.below(4) === 0,
        },
      };
    case 'renew':
      return { ...by, command: { ...by, verb, ttlMs: drawTtl(random) } };
    case 'release':
      return { ...by, command: { ...by, verb, note: isEven } };
    case 'done':
      return { ...by, command: { ...by, verb, checkAll: random.below(3) > 0, note: isEven } };
    case 'send':
    case 'read':
      return { ...by, command: drawMessage(random, world, { ...by, verb }) };
    case 'verify':
      return { ...by, command: { ...by, verb, acceptUnchecked: random.below(3) > 0 } };
    case 'delete':
      return { ...by, command: { ...by, verb, cascade: isEven } };
    case 'create':
      return { ...by, command: { ...by, verb, id: '', task: drawTask(random, [...checkout.keys()]) } };
    case 'update':
      return { ...by, command: { ...by, verb, change: drawChange(random, checkout, id) } };
    case 'settle':
      return { ...by, command: { side, actor, verb, id: isEven ? undefined : id } };
    case 'join':
    case 'leave':
      return { ...by, command: { side, actor, verb } };
    default:
      return { ...by, command: { ...by, verb: verb satisfies ByHand } };
  }
}

function taskText({ id, created, status, priority, dependsOn, locks, criteria }: SpecTask): string {
  return `  ${id}:
    title: Task ${id}
    acceptance_criteria: ${JSON.stringify(criteria)}
    depends_on: ${JSON.stringify(dependsOn)}
    locks: ${JSON.stringify(locks)}
    priority: ${priority}
    status: ${status}
    created_at: '${created}'
`;
}

export interface Start {
  readonly world: World;
  readonly texts: { readonly spec: string; readonly config: string };
}

/** Two checkouts of the same few tasks, with settings of their own. */
export function drawStart(random: Random, actors: readonly string[] = ACTORS): Start {
  const checkout: Checkout = new Map();
  for (let number = 1; number <= 2 + random.below(4); number += 1) {
    const id = `T${String(number).padStart(3, '0')}`;
    const created = new Date(START_MS - 1000 * number).toISOString();
    checkout.set(id, { ...drawTask(random, [...checkout.keys()]), id, created, dates: {} });
  }
  const config = { separate: random.below(3) === 0, settleOnVerify: random.below(3) === 0 };
  const clock = { wallMs: START_MS, monotonicMs: 5_000_000, boot: 'boot' };
  const world: World = {
    clock,
    runtime: emptyRuntime(),
    checkouts: [checkout, structuredClone(checkout)],
    config,
    actors,
  };
  const spec = `project:\n  name: simulation\ntasks:\n${[...checkout.values()].map(taskText).join('')}`;
  const settings = `settle: ${config.settleOnVerify ? 'on-verify' : 'manual'}\nverify:\n  separate: ${config.separate}\n`;
  return { world, texts: { spec, config: settings } };
}
