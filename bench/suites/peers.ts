import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alternate, measureWithin, type Cost, type Job } from '../measure.ts';
import { backlogMd } from '../peers/backlog-md.ts';
import {
  PEER_COMMANDS,
  SHOWN,
  type FoundPeer,
  type Peer,
  type PeerCommand,
  type PeerPlace,
} from '../peers/peer.ts';
import { pythonLodestar } from '../peers/python-lodestar.ts';
import { taskwarrior } from '../peers/taskwarrior.ts';
import { makePlace, type Place } from '../place.ts';
import { planOf } from '../plan-of.ts';
import type { SuiteOptions } from '../suite.ts';
import type { Cell, Table } from '../table.ts';

const PEERS: readonly Peer[] = [pythonLodestar, backlogMd, taskwarrior];
/** At 100,000 tasks none of them is to be waited for. */
const LARGEST = 10_000;
const COMMAND_LIMIT_MS = 120_000;
const IMPORT_LIMIT_MS = 10 * 60_000;
/** So much time of each series at most, but three runs in any case. */
const SERIES_MS = 20_000;
const FEWEST_RUNS = 3;

const OURS = 'Lodestar';

/** A tool with a plan: its command lines as jobs, `undefined` where the plan could not be brought into it in time. */
type Contestant = readonly [name: string, place: PeerPlace | undefined];

function ours(place: Place, size: number): PeerPlace {
  const argv = (args: readonly string[]): readonly string[] => place.job('', args).argv;
  const commands = {
    next: argv(['task', 'next']),
    list: argv(['task', 'list', '--limit', String(size)]),
    show: argv(['task', 'show', `T${SHOWN}`]),
    create: argv(['task', 'create', '--title', 'New']),
  };
  return { cwd: place.root, env: place.env, commands };
}

function importPlan(found: FoundPeer, size: number, folder: string): PeerPlace | undefined {
  const home = join(folder, 'home');
  const work = join(folder, 'work');
  mkdirSync(home, { recursive: true });
  mkdirSync(work);
  const env = { PATH: process.env.PATH ?? '', HOME: home, TZ: 'UTC', LANG: 'C.UTF-8' };
  try {
    return found.makePlace({ folder: work, plan: planOf(size), env, limitMs: IMPORT_LIMIT_MS });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ETIMEDOUT') {
      return undefined;
    }
    throw error;
  }
}

function jobOf([name, place]: Contestant, command: PeerCommand): Job | undefined {
  const argv = place?.commands[command];
  return place === undefined || argv === undefined
    ? undefined
    : { label: name, argv, cwd: place.cwd, env: place.env, limitMs: COMMAND_LIMIT_MS };
}

/** The first run of each tells how many there is time for; it also makes what a tool keeps between runs. */
function measureCommand(
  contestants: readonly Contestant[],
  command: PeerCommand,
  runs: number,
): Map<string, Cost | undefined> {
  const jobs = contestants.flatMap((each) => jobOf(each, command) ?? []);
  const first = measureWithin(jobs);
  const series = jobs.flatMap((job) => {
    const cost = first.get(job.label);
    if (cost === undefined) {
      return [];
    }
    const count = Math.max(FEWEST_RUNS, Math.min(runs, Math.floor(SERIES_MS / cost.wallMs)));
    return [Array.from({ length: count }, () => job)];
  });
  return measureWithin(alternate(series));
}

function rowsOf(contestants: readonly Contestant[], command: PeerCommand, runs: number): Cell[][] {
  const costs = measureCommand(contestants, command, runs);
  const base = costs.get(OURS)?.cpuMs ?? Number.NaN;
  return contestants.map(([name, place]) => {
    const cost = costs.get(name);
    const label = `${command}: ${name}`;
    if (cost !== undefined) {
      return [label, cost.cpuMs, cost.wallMs, cost.rssMib, cost.cpuMs / base];
    }
    const why =
      place === undefined
        ? `import over ${IMPORT_LIMIT_MS / 60_000} min`
        : `over ${COMMAND_LIMIT_MS / 1000} s`;
    return [label, why, '', '', ''];
  });
}

function tableOf(
  { subject, runs }: SuiteOptions,
  size: number,
  found: ReadonlyMap<string, FoundPeer>,
): Table {
  const place = makePlace({ subject, size });
  const folder = mkdtempSync(join(tmpdir(), 'lodestar-peers-'));
  try {
    place.run(['task', 'next']);
    const peers = [...found].map(
      ([name, peer], index) => [name, importPlan(peer, size, join(folder, String(index)))] as const,
    );
    const contestants = [[OURS, ours(place, size)] as const, ...peers];
    return {
      title: `Other tools on the same plan: ${size} tasks`,
      columns: ['command', 'CPU ms', 'wall ms', 'peak MiB', `CPU to ${OURS}`],
      rows: PEER_COMMANDS.flatMap((command) => rowsOf(contestants, command, runs)),
      note: [...found].map(([name, { version }]) => `${name} ${version}`).join(', '),
    };
  } finally {
    place.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same plan in other tools, as far as they are installed, each with its own command for the same question. */
export function peers(options: SuiteOptions): Table[] {
  const found = new Map<string, FoundPeer>();
  const missing: string[] = [];
  for (const { name, find, foundBy } of PEERS) {
    const peer = find();
    if (peer === undefined) {
      missing.push(`${name} (${foundBy})`);
    } else {
      found.set(name, peer);
    }
  }
  if (missing.length > 0) {
    console.log(`not installed: ${missing.join(', ')}\n`);
  }
  return options.sizes.filter((size) => size <= LARGEST).map((size) => tableOf(options, size, found));
}
