import type { Project } from '../model/task.ts';
import type { ProblemCollector } from './problem-collector.ts';
import { readEntries, readFields, readJson, readText, readTexts, type ReadContext } from './read-value.ts';
import { findSchemaProblems } from './schema-problems.ts';
import { isAbsent, type MapNode, type SpecEntry, type SpecNode } from './spec-node.ts';

/** What a spec says besides its tasks. */
export interface ReadRoot {
  readonly project: Project;
  readonly features: Readonly<Record<string, readonly string[]>>;
}

export const EMPTY_ROOT: ReadRoot = {
  project: { name: 'unnamed', default_branch: 'main', conventions: {} },
  features: {},
};

interface RawRoot {
  readonly project?: Partial<Project>;
  readonly features?: ReadRoot['features'];
}

function readProject(node: SpecNode, context: ReadContext): unknown {
  const readField = (key: string, value: SpecNode): unknown => {
    const path = ['project', key];
    const isKnown = Object.hasOwn(EMPTY_ROOT.project, key);
    if (isKnown && isAbsent(value)) {
      return undefined;
    }
    return isKnown && key !== 'conventions' ? readText(value, path, context) : readJson(value, path, context);
  };
  return readFields(node, context, readField) ?? readJson(node, ['project'], context);
}

function readFeatures(node: SpecNode, context: ReadContext): unknown {
  const readField = (key: string, value: SpecNode): unknown =>
    isAbsent(value) ? [] : readTexts(value, ['features', key], context);
  return readFields(node, context, readField) ?? readJson(node, ['features'], context);
}

function readRootField({ key, value }: SpecEntry, context: ReadContext): unknown {
  switch (key) {
    case 'tasks':
      return undefined;
    case 'project':
      return isAbsent(value) ? undefined : readProject(value, context);
    case 'features':
      return isAbsent(value) ? undefined : readFeatures(value, context);
    default:
      return readJson(value, [key], context);
  }
}

/** Reads what stands beside `tasks` at the root; what is wrong with it goes to `problems`. */
export function readRoot(node: MapNode, problems: ProblemCollector): ReadRoot {
  const context: ReadContext = { problems, taskId: null };
  const before = problems.count;
  const fields = [...readEntries(node.entries, context).values()]
    .map((entry) => [entry.key, readRootField(entry, context)] as const)
    .filter(([, value]) => value !== undefined);
  const raw = Object.fromEntries(fields);
  for (const draft of findSchemaProblems({
    what: 'root',
    value: raw,
    node,
    keyOffset: node.offset,
    taskId: null,
  })) {
    problems.add(draft);
  }
  if (problems.count > before) {
    return EMPTY_ROOT;
  }
  const { project, features } = raw as RawRoot;
  return { project: { ...EMPTY_ROOT.project, ...project }, features: features ?? {} };
}
