import { randomUUID } from 'node:crypto';
import { uptime } from 'node:os';
import { envelopeOf } from '../../support/envelope.ts';
import { inParallel } from '../../support/in-parallel.ts';
import { randomFrom, type Random } from '../../support/random.ts';
import type { ProcessResult } from '../../support/run-process.ts';
import { readyTasks } from '../../support/spec-text.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import { lacksClocks, runClocked, type Clocks } from '../harness/clocked.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import type { Answer, Command } from '../../simulation/reference-command.ts';
import { perform } from '../../simulation/reference-verbs.ts';
import { emptyRuntime, type Checkout, type Lease, type World } from '../../simulation/reference-world.ts';

const STEPS = 8;
const TASKS = 3;
const AGENTS = ['ai:one', 'ai:two'];
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;
const YEAR_S = 365 * DAY_S;
/** What a person, a time server or a dead battery does to the wall clock alone. */
const JUMPS_S = [1, MINUTE_S, HOUR_S, DAY_S, 40 * DAY_S, YEAR_S, 10 * YEAR_S].flatMap((by) => [by, -by]);
/** Time that passes on all clocks. */
const PASSES_S = [MINUTE_S, 20 * MINUTE_S, 3 * HOUR_S, 2 * DAY_S, 35 * DAY_S];
const TTLS_S = [30 * MINUTE_S, 5 * HOUR_S, DAY_S, 30 * DAY_S];
/** Shortly after a boot the monotonic clock is there. */
const JUST_BOOTED_S = 200;
/** The commands take time themselves: a lease that ends within this would end by that. */
const DOUBTFUL_MS = 4 * MINUTE_S * 1000;

interface Script {
  readonly random: Random;
  readonly workspace: TestWorkspace;
  readonly world: World;
  clocks: Clocks;
}

function makeWorld(): World {
  const created = '2026-01-05T09:00:00.000Z';
  const checkout: Checkout = new Map(
    readyTasks(TASKS).map(({ id }) => [
      id,
      { id, created, status: 'ready', priority: 100, dependsOn: [], locks: [], criteria: [], dates: {} },
    ]),
  );
  return {
    clock: { wallMs: Date.now(), monotonicMs: uptime() * 1000, boot: randomUUID() },
    runtime: emptyRuntime(),
    checkouts: [checkout, new Map()],
    config: { separate: false, settleOnVerify: false },
  };
}

function leftMs({ clock }: World, lease: Lease): number {
  return lease.boot === clock.boot
    ? lease.untilMonotonic - clock.monotonicMs
    : lease.untilWall - clock.wallMs;
}

function pass(script: Script, seconds: number): void {
  const { clock } = script.world;
  clock.wallMs += seconds * 1000;
  clock.monotonicMs += seconds * 1000;
  const { clocks } = script;
  script.clocks = {
    ...clocks,
    wallOffsetS: clocks.wallOffsetS + seconds,
    monotonicOffsetS: clocks.monotonicOffsetS + seconds,
  };
}

function jump(script: Script, seconds: number): void {
  script.world.clock.wallMs += seconds * 1000;
  script.clocks = { ...script.clocks, wallOffsetS: script.clocks.wallOffsetS + seconds };
}

function reboot(script: Script): void {
  const { clock } = script.world;
  clock.boot = randomUUID();
  clock.monotonicMs = JUST_BOOTED_S * 1000;
  script.clocks = {
    ...script.clocks,
    boot: clock.boot,
    monotonicOffsetS: Math.round(JUST_BOOTED_S - uptime()),
  };
}

/** Something happens to the clocks. */
function disturb(run: RigRun, script: Script): void {
  const { random, world } = script;
  const kind = random.pick(['jump', 'jump', 'pass', 'boot', 'boot and jump', 'nothing'] as const);
  run.count(kind);
  if (kind === 'pass') {
    pass(script, random.pick(PASSES_S));
  }
  if (kind.startsWith('boot')) {
    reboot(script);
  }
  if (kind.endsWith('jump')) {
    jump(script, random.pick(JUMPS_S));
  }
  while ([...world.runtime.leases.values()].some((lease) => Math.abs(leftMs(world, lease)) < DOUBTFUL_MS)) {
    pass(script, 2 * (DOUBTFUL_MS / 1000));
  }
}

function drawCommand(random: Random): Command {
  const by = { side: 0, actor: random.pick(AGENTS), id: `T${1 + random.below(TASKS)}` } as const;
  switch (random.pick(['claim', 'claim', 'claim', 'renew', 'renew', 'release', 'done'] as const)) {
    case 'claim':
      return { ...by, verb: 'claim', ttlMs: random.pick(TTLS_S) * 1000, allowOverlap: false };
    case 'renew':
      return { ...by, verb: 'renew', ttlMs: random.pick(TTLS_S) * 1000 };
    case 'release':
      return { ...by, verb: 'release', note: false };
    default:
      return { ...by, verb: 'done', checkAll: false, note: false };
  }
}

function argsOf(command: Command): string[] {
  const { verb, actor } = command;
  const id = 'id' in command ? (command.id ?? '') : '';
  const ttl = 'ttlMs' in command && command.ttlMs !== undefined ? ['--ttl', `${command.ttlMs / 1000}s`] : [];
  return ['task', verb, id, ...ttl, '--as', actor];
}

function answerOf(result: ProcessResult): Answer {
  const { ok, data, error } = envelopeOf(result);
  if (ok) {
    return { changed: (data as { changed?: boolean }).changed ?? true };
  }
  const { code = 'INTERNAL', details = {} } = error ?? {};
  return code === 'LEASE_NOT_HELD' ? { code, reason: String(details.reason) } : { code };
}

function expectedOf(world: World, command: Command): Answer {
  const answer = perform(world, command);
  return 'changed' in answer ? { changed: answer.changed } : answer;
}

async function live(run: RigRun, seed: number): Promise<void> {
  const workspace = run.workspace({ tasks: readyTasks(TASKS), git: false });
  const random = randomFrom(seed);
  const world = makeWorld();
  const shiftsFiles = random.below(2) === 0;
  const clocks = { wallOffsetS: 0, monotonicOffsetS: 0, boot: world.clock.boot, shiftsFiles };
  const script: Script = { random, workspace, world, clocks };
  const told: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    disturb(run, script);
    const command = drawCommand(random);
    const answer = answerOf(await runClocked(workspace, argsOf(command), script.clocks));
    const expected = expectedOf(world, command);
    run.count('commands');
    told.push(`${JSON.stringify(script.clocks)} ${argsOf(command).join(' ')} → ${JSON.stringify(answer)}`);
    if (JSON.stringify(answer) !== JSON.stringify(expected)) {
      run.fault(`script ${seed}: not ${JSON.stringify(expected)}:\n${told.join('\n')}`);
      return;
    }
  }
}

rig({
  id: 'G11',
  name: 'clocks',
  goal: 'whatever happens to the clocks, no live lease is taken from its holder and none goes on for ever',
  lacks: lacksClocks,
  controls: [
    {
      removes: 'the monotonic clock',
      patches: [
        {
          file: 'model/lease.ts',
          find: "const sameBoot = deadline.bootId !== '' && deadline.bootId === now.bootId;",
          replace: "const sameBoot = deadline.bootId === '' && now.bootId === 'none';",
        },
      ],
    },
    {
      removes: 'the look at the boot',
      patches: [
        {
          file: 'model/lease.ts',
          find: "const sameBoot = deadline.bootId !== '' && deadline.bootId === now.bootId;",
          replace: "const sameBoot = deadline.bootId !== 'none' && now.bootId !== 'none';",
        },
      ],
    },
  ],
  run: async (run) => {
    const seeds = Array.from({ length: run.times(200, 12, 30) }, () => run.random.below(2 ** 31));
    await inParallel(seeds, async (seed) => await live(run, seed));
    run.measure('scripts', seeds.length);
  },
});
