import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedTask } from '../plan-of.ts';
import { SHOWN, versionOf, type Peer, type PlaceParts, type PeerPlace } from './peer.ts';

/** Its ordinals leave room between tasks. */
const ORDINAL_STEP = 1000;

function list(key: string, values: readonly string[]): string[] {
  return values.length === 0 ? [`${key}: []`] : [`${key}:`, ...values.map((value) => `  - ${value}`)];
}

/** `2026-01-05 09:00`. */
function minute(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T', ' ');
}

/** A task's file as its `task create` writes it. */
function taskFile(task: PlannedTask): string {
  const done = task.verifiedAt === undefined ? ' ' : 'x';
  return [
    '---',
    `id: TASK-${task.number}`,
    `title: ${task.title}`,
    `status: ${task.verifiedAt === undefined ? 'To Do' : 'Done'}`,
    'assignee: []',
    `created_date: '${minute(task.createdAt)}'`,
    ...list('labels', task.labels),
    ...list(
      'dependencies',
      task.dependsOn.map((each) => `TASK-${each}`),
    ),
    `priority: ${task.priority <= 70 ? 'high' : task.priority <= 140 ? 'medium' : 'low'}`,
    `ordinal: ${task.number * ORDINAL_STEP}`,
    '---',
    '',
    '## Description',
    '',
    '<!-- SECTION:DESCRIPTION:BEGIN -->',
    ...task.description,
    '<!-- SECTION:DESCRIPTION:END -->',
    '',
    '## Acceptance Criteria',
    '<!-- AC:BEGIN -->',
    ...task.criteria.map((criterion, index) => `- [${done}] #${index + 1} ${criterion}`),
    '<!-- AC:END -->',
    '',
  ].join('\n');
}

/** A Markdown file a task, in a repository, as its `init --defaults` sets it up. It has no `next`: the first that is ready is listed. */
function makePlace(program: string, { folder, plan, env, limitMs }: PlaceParts): PeerPlace {
  const options = { cwd: folder, env, timeout: limitMs, stdio: 'ignore' } as const;
  const author = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org'];
  execFileSync('git', ['init', '-q', '-b', 'main'], options);
  execFileSync(program, ['init', 'Bench', '--defaults'], options);
  const tasks = join(folder, 'backlog', 'tasks');
  mkdirSync(tasks, { recursive: true });
  for (const task of plan) {
    const name = `task-${task.number} - ${task.title.replaceAll(' ', '-')}.md`;
    writeFileSync(join(tasks, name), taskFile(task));
  }
  execFileSync('git', ['add', '.'], options);
  execFileSync('git', [...author, 'commit', '-q', '-m', 'Plan'], options);
  const commands = {
    next: [program, 'task', 'list', '--ready', '--limit', '1', '--json'],
    list: [program, 'task', 'list', '--json'],
    show: [program, 'task', 'view', `TASK-${SHOWN}`, '--json'],
    create: [program, 'task', 'create', 'New', '--plain'],
  };
  return { cwd: folder, env, commands };
}

export const backlogMd: Peer = {
  name: 'Backlog.md',
  foundBy: 'backlog on the path, or BENCH_BACKLOG',
  find: () => {
    const program = process.env.BENCH_BACKLOG ?? 'backlog';
    const version = versionOf(program);
    return version === undefined ? undefined : { version, makePlace: (parts) => makePlace(program, parts) };
  },
};
