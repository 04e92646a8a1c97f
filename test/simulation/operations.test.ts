import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { nextTasks } from '../../src/operations/task/next.ts';
import { whyTask } from '../../src/operations/task/why.ts';
import { compareWithFold } from '../../src/runtime/replay.ts';
import { openWorkspaceAt } from '../../src/workspace/open.ts';
import { seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { dumpView } from './dump-view.ts';
import { ACTORS, drawCommand, drawStart, type Draw, type Focus } from './draw-command.ts';
import {
  contextFor,
  editStatusByHand,
  makeRealWorld,
  openSide,
  pull,
  removeRuntime,
  run,
  type RealWorld,
} from './real-world.ts';
import type { Answer, Command } from './reference-command.ts';
import {
  expectInboxes,
  expectLeases,
  expectSide,
  observeInboxes,
  observeLeases,
  observeSide,
} from './observe.ts';
import { perform } from './reference-verbs.ts';
import { emptyRuntime, liveLease, offersFor, STATUSES, stateOf, type World } from './reference-world.ts';

const STEPS = 60;
/** Two checks that look at everything, every so many steps and at the end. */
const FULL_CHECK_EVERY = 10;
/** These answer `changed: false` when their answer was lost and they are sent once more. */
const REPEATABLE = new Set<Command['verb']>([
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
  'update',
  'settle',
  'revoke',
  'leave',
  'read',
]);

interface Simulation {
  readonly random: Random;
  readonly real: RealWorld;
  world: World;
  /** What has happened, for whoever has to find out why. */
  readonly told: string[];
}

/** Every status, state, holder and count in one checkout, and every field of its spec. */
async function checkSide({ real, world }: Simulation, side: 0 | 1): Promise<void> {
  expect(await observeSide(real, side)).toEqual(expectSide(world, side));
}

async function checkOffers({ real, world }: Simulation, by: { side: 0 | 1; actor: string }): Promise<void> {
  const checkout = world.checkouts[by.side];
  const { data } = await nextTasks(contextFor(real, by), { count: 100, filters: {} });
  expect(data.tasks.map((task) => task.id)).toEqual(offersFor(world, checkout, by));
  const claimable = [...checkout.values()].filter((task) => stateOf(world, checkout, task) === 'claimable');
  expect(data.total_claimable).toBe(claimable.length);
  const held = [...world.runtime.leases.keys()].filter((id) => liveLease(world, id)?.holder === by.actor);
  expect(data.held.map((each) => each.task_id).sort()).toEqual(held.sort());
}

/** `task why` says that nothing stands in the way exactly when a claim would succeed. */
async function checkWhy({ real, world }: Simulation, { side, actor, id }: Draw): Promise<void> {
  const context = contextFor(real, { side, actor });
  if (world.checkouts[side].has(id)) {
    const claim = { side, actor, verb: 'claim', id, ttlMs: undefined, allowOverlap: false } as const;
    const { data } = await whyTask(context, { id });
    expect(data.claimable, JSON.stringify(data)).toBe('changed' in perform(structuredClone(world), claim));
  }
}

/** The leases of this runtime, whichever checkout has their tasks: one holder each. */
async function checkLeases({ real, world }: Simulation): Promise<void> {
  expect(await observeLeases(real)).toEqual(expectLeases(world));
}

/** How many messages each actor has to read. */
async function checkInboxes({ real, world }: Simulation): Promise<void> {
  expect(await observeInboxes(real, ACTORS)).toEqual(expectInboxes(world, ACTORS));
}

/** The tables are the fold of the log, and each view is the one that is made from nothing. */
async function checkWhole({ real }: Simulation): Promise<void> {
  const { differences } = await real.workspaces[0].runtime.read(compareWithFold);
  expect(differences).toEqual([]);
  for (const workspace of real.workspaces) {
    const localDir = path.join(workspace.paths.root, 'anew');
    const surroundings = { env: { LODESTAR_RUNTIME: real.runtimePath }, now: workspaceNow(real) };
    const anew = await openWorkspaceAt({ ...workspace.paths, localDir }, surroundings);
    const full = await anew.read(dumpView);
    anew.close();
    rmSync(localDir, { recursive: true });
    expect(await workspace.read(dumpView)).toEqual(full);
  }
}

function workspaceNow({ clock }: RealWorld): () => { wallMs: number; bootId: string; monotonicMs: number } {
  return () => ({ wallMs: clock.wallMs, bootId: clock.boot, monotonicMs: clock.monotonicMs });
}

/** An id is chosen by the one who makes the task, and never one that this runtime has issued before. */
function withChosenId(world: World, command: Command, answer: Answer): Command {
  if (command.verb !== 'create' || 'code' in answer) {
    return command;
  }
  const [id = ''] = answer.ids ?? [];
  expect(world.checkouts[command.side].has(id)).toBe(false);
  expect(world.runtime.issued.has(id)).toBe(false);
  return { ...command, id };
}

function predict(world: World, command: Command, answer: Answer): Answer {
  const predicted = perform(world, withChosenId(world, command, answer));
  return command.verb === 'create' ? answer : predicted;
}

/** Runs a command, perhaps dry first, and holds what it answers to what the model says. */
async function act(simulation: Simulation, command: Command): Promise<Answer> {
  const { real, world, random } = simulation;
  if (random.below(6) === 0) {
    const dry = await run(real, command, true);
    expect(dry, `dry run of ${JSON.stringify(command)}`).toEqual(
      predict(structuredClone(world), command, dry),
    );
  }
  const answer = await run(real, command, false);
  const predicted = predict(world, command, answer);
  simulation.told.push(`${JSON.stringify(command)} → ${JSON.stringify(answer)}`);
  expect(answer, JSON.stringify(command)).toEqual(predicted);
  return answer;
}

async function actAndRepeat(simulation: Simulation, command: Command): Promise<void> {
  const answer = await act(simulation, command);
  const isChange = 'changed' in answer && answer.changed;
  if (isChange && REPEATABLE.has(command.verb) && simulation.random.below(3) === 0) {
    expect(await act(simulation, command)).toMatchObject({ changed: false });
  }
}

/** What happens beside commands: people, Git, clocks, and somebody who removes the runtime. */
function intervene(simulation: Simulation, { side, id }: Pick<Draw, 'side' | 'id'>): void {
  const { random, real, world } = simulation;
  const { clock } = world;
  const kind = random.below(12);
  const task = world.checkouts[side].get(id);
  if (kind < 3 && task !== undefined) {
    const status = random.pick(STATUSES);
    editStatusByHand(real.roots[side], task.id, status);
    task.status = status;
    simulation.told.push(`hand edit ${String(side)} ${task.id}: ${status}`);
  } else if (kind === 3) {
    pull(real, side);
    world.checkouts[side] = structuredClone(world.checkouts[side === 0 ? 1 : 0]);
    simulation.told.push(`pull into ${String(side)}`);
  } else if (kind === 4) {
    removeRuntime(real);
    world.runtime = emptyRuntime();
    simulation.told.push('runtime removed');
  } else if (kind === 5) {
    clock.wallMs += random.below(2 * 3_600_000) - 3_600_000;
  } else if (kind === 6) {
    clock.boot = `${clock.boot}+`;
    clock.monotonicMs = 1000;
  } else {
    const passMs = random.below(8 * 60_000);
    clock.wallMs += passMs;
    clock.monotonicMs += passMs;
  }
  Object.assign(real.clock, clock);
  simulation.told.push(`clock ${JSON.stringify(clock)}`);
}

async function check(simulation: Simulation, draw: Draw): Promise<void> {
  await checkSide(simulation, 0);
  await checkSide(simulation, 1);
  await checkLeases(simulation);
  await checkInboxes(simulation);
  await checkOffers(simulation, { side: draw.side, actor: draw.actor });
  await checkWhy(simulation, draw);
}

async function step(simulation: Simulation, focus: Focus): Promise<Draw> {
  const { random, real } = simulation;
  const draw = drawCommand(random, simulation.world, focus);
  if (random.below(4) === 0) {
    intervene(simulation, draw);
    await check(simulation, draw);
  }
  await actAndRepeat(simulation, draw.command);
  await check(simulation, draw);
  if (random.below(20) === 0) {
    real.workspaces[draw.side].close();
    real.workspaces[draw.side] = await openSide(real.roots[draw.side], real.runtimePath, real.clock);
  }
  return draw;
}

async function liveThrough(random: Random, folder: string): Promise<void> {
  const start = drawStart(random);
  const real = await makeRealWorld(folder, structuredClone(start.world.clock), start.texts);
  const simulation: Simulation = { random, real, world: start.world, told: [] };
  let focus: Focus;
  try {
    for (let count = 1; count <= STEPS; count += 1) {
      focus = await step(simulation, focus);
      await (count % FULL_CHECK_EVERY === 0 ? checkWhole(simulation) : undefined);
    }
  } catch (error) {
    console.log(simulation.told.join('\n'));
    throw error;
  } finally {
    real.workspaces.forEach((workspace) => workspace.close());
    rmSync(folder, { recursive: true });
  }
}

it('does what the reference model says, whatever agents, people, clocks and two checkouts do', async () => {
  const random = seededRandom('operations');
  const folder = makeTempFolder();
  for (let number = 0; number < scaled(80); number += 1) {
    await liveThrough(random, path.join(folder, String(number)));
  }
});
