import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNow } from '../../../src/cli/read-now.ts';
import { LodestarError } from '../../../src/errors.ts';
import { listAgents } from '../../../src/operations/agent/list.ts';
import type { Environment, FolderContext, OperationContext } from '../../../src/operations/context.ts';
import { listLeasesOf } from '../../../src/operations/lease/list.ts';
import { openOperationContext } from '../../../src/operations/open-context.ts';
import { searchMessages } from '../../../src/operations/msg/search.ts';
import { listTasksOf } from '../../../src/operations/task/list.ts';
import { doctor } from '../../../src/operations/workspace/doctor.ts';
import { readPythonRuntime } from '../../../src/runtime/python-runtime.ts';
import { parseSpec } from '../../../src/spec/parse.ts';

/** What a workspace holds of what must not be lost: each task, its status in both planes, who holds it, who is known. */
export type Facts = Readonly<Record<string, string>>;

export interface Examined {
  /** Empty where there is no workspace. */
  readonly facts: Facts;
  /** What is wrong, in the words of whoever found it; empty for a sound workspace. */
  readonly problems: readonly string[];
}

const DAY_S = 86_400;

/** Where the acts of `task-life.ts` export to. */
export const EXPORT = 'out.json';

function folderContext(dir: string, env: Environment): FolderContext {
  return { dir, env, now: readNow, dryRun: false, version: '0' };
}

/** Where the acts of `task-life.ts` merge to. */
export const MERGED = '.lodestar-versions/merged.yaml';

/** An export is all there or not at all; when it was made is of no matter. */
function stateOfExport(path: string): string {
  try {
    return typeof JSON.parse(readFileSync(path, 'utf8')) === 'object' ? 'whole' : 'torn';
  } catch {
    return 'torn';
  }
}

/** What commands write beside `.lodestar/`. */
function filesBeside(dir: string): [string, string][] {
  const exported = join(dir, EXPORT);
  const block = join(dir, 'AGENTS.md');
  const merged = join(dir, MERGED);
  return [
    ...(existsSync(exported) ? [[EXPORT, stateOfExport(exported)] satisfies [string, string]] : []),
    ...(existsSync(merged) ? [[MERGED, readFileSync(merged, 'utf8')] satisfies [string, string]] : []),
    ...(existsSync(block) ? [['AGENTS.md', readFileSync(block, 'utf8')] satisfies [string, string]] : []),
  ];
}

/** How many messages a Python lodestar's runtime holds; `undefined` where there is none. */
function pythonMessages(dir: string, ...place: string[]): number | undefined {
  return readPythonRuntime(join(dir, '.lodestar', ...place))?.messages.length;
}

/** Until it is taken over, a Python lodestar's runtime is all that there is, wherever it lies. */
function toAdopt(messages: number): Examined {
  return { facts: { python: `${messages} to adopt` }, problems: [] };
}

async function readFacts(context: OperationContext): Promise<Facts> {
  const { data: list } = await listTasksOf(context, { includeDeleted: true });
  const { data: agents } = await listAgents(context, { all: true });
  const { data: leases } = await listLeasesOf(context, { mine: false, lapsed: true });
  const { tasks, project } = parseSpec(readFileSync(join(context.dir, '.lodestar', 'spec.yaml'), 'utf8'), {
    file: 'spec.yaml',
  });
  const planned = new Map(tasks.map(({ task }) => [task.id, task.status]));
  const { data: found } = await searchMessages(context, { limit: 1000 });
  const facts: [string, string][] = [
    ['project', project.name],
    ...filesBeside(context.dir),
    ...tasks.flatMap(({ task }): [string, string][] =>
      task.prd === null ? [] : [[`${task.id} prd`, JSON.stringify(task.prd)]],
    ),
    ...found.messages.map(({ recipient, read_by: by }, index): [string, string] => [
      `message ${String(found.total - index)}`,
      `${recipient} read by ${by.join(' ')}`,
    ]),
    ...list.tasks.flatMap((task): [string, string][] => [
      [`${task.id ?? ''} title`, task.title ?? ''],
      [`${task.id ?? ''} state`, task.state ?? ''],
      [`${task.id ?? ''} status`, task.status ?? ''],
      [`${task.id ?? ''} spec`, planned.get(task.id ?? '') ?? 'missing'],
      [`${task.id ?? ''} priority`, String(task.priority)],
    ]),
    ...agents.agents.map((agent): [string, string] => [
      `agent ${agent.agent_id}`,
      agent.status === 'left' ? 'left' : `here as ${agent.role ?? 'any'}`,
    ]),
    ...leases.leases.map((lease): [string, string] => [
      `${lease.task_id} lease`,
      `${lease.holder}, for ${lease.remaining_seconds > DAY_S ? 'long' : 'short'}`,
    ]),
  ];
  return Object.fromEntries(facts);
}

async function askDoctor(context: FolderContext): Promise<string[]> {
  const { data } = await doctor(context, {
    recover: false,
    fix: false,
    strict: false,
    node: process.versions.node,
  });
  return data.findings
    .filter((finding) => finding.severity === 'error')
    .map((finding) => `doctor: ${finding.code}: ${finding.what}`);
}

/** Looks at a workspace as the next command does, and as `doctor` does: the log is folded and compared with the tables. */
export async function examine(dir: string, env: Environment = {}): Promise<Examined> {
  if (!existsSync(join(dir, '.lodestar', 'spec.yaml'))) {
    return { facts: {}, problems: [] };
  }
  if (readFileSync(join(dir, '.lodestar', 'spec.yaml'), 'utf8').includes('<<<<<<<')) {
    return { facts: { spec: 'in conflict' }, problems: [] };
  }
  try {
    const inPlace = pythonMessages(dir, 'runtime.sqlite');
    if (inPlace !== undefined) {
      return toAdopt(inPlace);
    }
    const folder = folderContext(dir, env);
    const context = await openOperationContext(folder, {
      as: 'human:examiner',
      lease: undefined,
      writing: false,
    });
    try {
      const facts = await readFacts(context);
      const kept = pythonMessages(dir, 'local', 'runtime.python.sqlite');
      if (kept !== undefined && !Object.keys(facts).some((key) => key.startsWith('agent '))) {
        return toAdopt(kept);
      }
      const python = kept === undefined ? {} : { python: `${kept} kept` };
      return { facts: { ...facts, ...python }, problems: await askDoctor(folder) };
    } finally {
      context.runtime.close();
    }
  } catch (error) {
    const what = error instanceof LodestarError ? `${error.code}: ${error.message}` : String(error);
    return { facts: {}, problems: [`it cannot be read: ${what}`] };
  }
}

/** What one workspace has and the other has not, in a few words; empty when they are the same. */
export function differenceOf(found: Facts, expected: Facts): string {
  const keys = new Set([...Object.keys(found), ...Object.keys(expected)]);
  return [...keys]
    .filter((key) => found[key] !== expected[key])
    .map((key) => `${key}: ${found[key] ?? 'missing'} instead of ${expected[key] ?? 'nothing'}`)
    .join('; ');
}
