import {
  DEFAULT_PRIORITY,
  PRIORITY_WORDS,
  emptyTask,
  type Prd,
  type PrdRef,
  type SpecTask,
} from '../model/task.ts';
import type { ProblemDraft } from './problem.ts';
import { readFields, readJson, readText, readTexts, type ReadContext } from './read-value.ts';
import { findSchemaProblems } from './schema-problems.ts';
import { isAbsent, resolvePlain, type NodePath, type SpecEntry, type SpecNode } from './spec-node.ts';
import { findValueProblems } from './value-problems.ts';

const LISTS = new Set(['acceptance_criteria', 'depends_on', 'labels', 'locks', 'capabilities', 'former_ids']);

/** A priority in the forms that the schema allows, and what it stands for. */
type RawPriority = number | string | undefined;

type RawRef = Pick<PrdRef, 'anchor'> & Partial<PrdRef>;

type RawPrd = Pick<Prd, 'source'> &
  Partial<Pick<Prd, 'excerpt' | 'prd_hash'>> & { readonly refs?: readonly RawRef[] };

/** What the schema has found to be a task; fields that are not there are left out. */
type RawTask = Omit<Partial<SpecTask>, 'priority' | 'prd' | 'title'> & {
  readonly title: string;
  readonly priority?: RawPriority;
  readonly prd?: RawPrd;
};

export interface ReadTask {
  readonly id: string;
  /** `undefined` when something is wrong with it. */
  readonly task: SpecTask | undefined;
  /** Also of a task that is wrong elsewhere, so that the graph is judged whole. */
  readonly dependsOn: readonly string[];
}

function readRef(node: SpecNode, path: NodePath, context: ReadContext): unknown {
  const readField = (key: string, value: SpecNode): unknown => {
    const fieldPath = [...path, key];
    if (isAbsent(value) && (key === 'lines' || key === 'hash')) {
      return undefined;
    }
    const isText = key === 'anchor' || key === 'hash';
    return isText ? readText(value, fieldPath, context) : readJson(value, fieldPath, context);
  };
  return readFields(node, context, readField) ?? readJson(node, path, context);
}

function readRefs(node: SpecNode, path: NodePath, context: ReadContext): unknown {
  return node.kind === 'list'
    ? node.items.map((item, index) => readRef(item, [...path, index], context))
    : readJson(node, path, context);
}

function readPrd(node: SpecNode, context: ReadContext): unknown {
  const readField = (key: string, value: SpecNode): unknown => {
    const path = ['prd', key];
    switch (key) {
      case 'refs':
        return isAbsent(value) ? undefined : readRefs(value, path, context);
      case 'source':
      case 'excerpt':
      case 'prd_hash':
        return isAbsent(value) ? undefined : readText(value, path, context);
      default:
        return readJson(value, path, context);
    }
  };
  return readFields(node, context, readField) ?? readJson(node, ['prd'], context);
}

/** A plain scalar is a number or a word, a quoted one may hold a number too, as PyYAML's readers allow. */
function readPriority(node: SpecNode, context: ReadContext): unknown {
  return node.kind === 'scalar' && node.plain
    ? resolvePlain(node.text)
    : readJson(node, ['priority'], context);
}

function readField(key: string, value: SpecNode, context: ReadContext): unknown {
  if (key.startsWith('x-')) {
    return readJson(value, [key], context);
  }
  if (!Object.hasOwn(FIELD_NAMES, key)) {
    // Only the key is looked at: the schema does not know it.
    return null;
  }
  if (key === 'id' || isAbsent(value)) {
    return undefined;
  }
  if (key === 'prd') {
    return readPrd(value, context);
  }
  if (key === 'priority') {
    return readPriority(value, context);
  }
  return LISTS.has(key) ? readTexts(value, [key], context) : readText(value, [key], context);
}

/** Every field of a task; `extra` is no key of the file. */
const FIELD_NAMES: Readonly<Record<string, unknown>> = { ...emptyTask('', ''), extra: undefined };

function toPriority(raw: RawPriority): number {
  if (typeof raw === 'string') {
    return Object.hasOwn(PRIORITY_WORDS, raw)
      ? PRIORITY_WORDS[raw as keyof typeof PRIORITY_WORDS]
      : Number(raw);
  }
  return raw ?? DEFAULT_PRIORITY;
}

function toPrd(raw: RawPrd): Prd {
  return {
    source: raw.source,
    refs: (raw.refs ?? []).map(({ anchor, lines, hash }) => ({
      anchor,
      lines: lines ?? null,
      hash: hash ?? null,
    })),
    excerpt: raw.excerpt ?? null,
    prd_hash: raw.prd_hash ?? null,
  };
}

function toTask(id: string, raw: RawTask): SpecTask {
  const fields = Object.entries(raw).filter(([key]) => !key.startsWith('x-'));
  const extra = Object.entries(raw).filter(([key]) => key.startsWith('x-'));
  return {
    ...emptyTask(id, raw.title),
    ...(Object.fromEntries(fields) as Partial<SpecTask>),
    priority: toPriority(raw.priority),
    prd: raw.prd === undefined ? null : toPrd(raw.prd),
    extra: Object.fromEntries(extra),
  };
}

function findIdProblem({ key, keyOffset }: SpecEntry): ProblemDraft | undefined {
  const isUsable = /\S/u.test(key) && !/\p{Surrogate}/u.test(key);
  const message = `the id of a task must be text that is not blank, not ${JSON.stringify(key)}`;
  return isUsable ? undefined : { code: 'TASK_ID_INVALID', message, offset: keyOffset, taskId: key };
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Reads one task from its key and value; what is wrong with it goes to `context.problems`. */
export function readTask(entry: SpecEntry, problems: ReadContext['problems']): ReadTask {
  const { key: id, value: node, keyOffset } = entry;
  const context: ReadContext = { problems, taskId: id };
  const before = problems.count;
  const fields = readFields(node, context, (key, value) => readField(key, value, context));
  // A key without a value is a task whose every field is missing.
  const raw = fields ?? (isAbsent(node) ? {} : readJson(node, [], context));
  const idProblem = findIdProblem(entry);
  const drafts = findSchemaProblems({ what: 'task', value: raw, node, keyOffset, taskId: id });
  for (const draft of idProblem === undefined ? drafts : [idProblem, ...drafts]) {
    problems.add(draft);
  }
  const task = problems.count === before ? toTask(id, raw as RawTask) : undefined;
  for (const draft of task === undefined ? [] : findValueProblems(task, node)) {
    problems.add(draft);
  }
  return { id, task: problems.count === before ? task : undefined, dependsOn: textsIn(fields?.depends_on) };
}
