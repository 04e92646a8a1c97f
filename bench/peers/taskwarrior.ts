import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedTask } from '../plan-of.ts';
import { SHOWN, versionOf, type Peer, type PlaceParts, type PeerPlace } from './peer.ts';

function uuidOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** `20260105T090000Z`. */
function stamp(date: Date): string {
  return date.toISOString().replace(/\.\d+/u, '').replaceAll(/[-:]/gu, '');
}

/** As its `import` reads it. Descriptions and criteria are annotations: it has no other place for them. */
function taskJson(task: PlannedTask): Record<string, unknown> {
  const entry = stamp(task.createdAt);
  const { verifiedAt } = task;
  return {
    uuid: uuidOf(task.number),
    status: verifiedAt === undefined ? 'pending' : 'completed',
    description: task.title,
    entry,
    ...(verifiedAt === undefined ? {} : { end: stamp(verifiedAt) }),
    tags: task.labels,
    priority: task.priority <= 70 ? 'H' : task.priority <= 140 ? 'M' : 'L',
    annotations: [task.description.join(' '), ...task.criteria].map((description) => ({
      entry,
      description,
    })),
    ...(task.dependsOn.length === 0 ? {} : { depends: task.dependsOn.map(uuidOf).join(',') }),
  };
}

function makePlace(program: string, { folder, plan, env, limitMs }: PlaceParts): PeerPlace {
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(join(folder, 'taskrc'), `data.location=${data}\nconfirmation=no\nverbose=nothing\n`);
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan.map(taskJson)));
  const own = { ...env, TASKRC: join(folder, 'taskrc') };
  execFileSync(program, ['import', join(folder, 'plan.json')], {
    cwd: folder,
    env: own,
    timeout: limitMs,
    stdio: 'ignore',
  });
  const commands = {
    next: [program, 'limit:1', 'next'],
    list: [program, 'export'],
    show: [program, uuidOf(SHOWN), 'export'],
    create: [program, 'add', 'New'],
  };
  return { cwd: folder, env: own, commands };
}

/** `task` is a common name: its version is a bare number. */
export const taskwarrior: Peer = {
  name: 'Taskwarrior',
  foundBy: 'task on the path, or BENCH_TASKWARRIOR',
  find: () => {
    const program = process.env.BENCH_TASKWARRIOR ?? 'task';
    const version = versionOf(program, /^\d+\.\d+\.\d+$/mu);
    return version === undefined ? undefined : { version, makePlace: (parts) => makePlace(program, parts) };
  },
};
