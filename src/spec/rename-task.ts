import { LodestarError } from '../errors.ts';
import { formerIdsOf } from '../model/reconcile.ts';
import { isSameValue } from '../model/same-value.ts';
import type { SpecTask } from '../model/task.ts';
import { invariant } from '../util/invariant.ts';
import { parseTree, readMap } from './cst-tree.ts';
import { cutSpec } from './cut.ts';
import { quotingOf } from './edit-list.ts';
import { editRootKey, readRootMap } from './edit-root.ts';
import { applyEdits, type SpecEdit } from './edit.ts';
import { parseSpec, type ParsedSpec } from './parse.ts';
import { printKey } from './print-node.ts';
import { learnStyle } from './print-style.ts';
import { specInvalid } from './spec-invalid.ts';
import { applySplices, type Splice } from './splice.ts';
import { commonLineBreak } from './text-lines.ts';

/** A task gets another id. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

const FILE = 'spec.yaml';

function renameIn(ids: readonly string[], { from, to }: Renaming): string[] {
  return ids.map((id) => (id === from ? to : id));
}

/** What tells where a task came from, once it is renamed. An id that it gets back is none of before. */
function originOf(task: SpecTask, { from, to }: Renaming): Pick<SpecTask, 'renamed_from' | 'former_ids'> {
  const earlier = formerIdsOf(task).filter((id) => id !== from && id !== to);
  return { renamed_from: from, former_ids: [...new Set(earlier)] };
}

/** A task as it is after the renaming: the one that is renamed, one that depends on it, or another. */
export function renamedTask(task: SpecTask, renaming: Renaming): SpecTask {
  const { from, to } = renaming;
  const own = task.id === from ? { id: to, ...originOf(task, renaming) } : {};
  const isDependent = task.depends_on.includes(from);
  return { ...task, ...own, ...(isDependent ? { depends_on: renameIn(task.depends_on, renaming) } : {}) };
}

function requireValid(text: string): ParsedSpec {
  const parsed = parseSpec(text, { file: FILE });
  if (parsed.problems.some(({ severity }) => severity === 'error')) {
    throw specInvalid(parsed.problems);
  }
  return parsed;
}

/** Everything but the key itself: where the task came from, and what depends on it. */
function editsOf({ tasks }: ParsedSpec, renaming: Renaming): SpecEdit[] {
  const renamed = tasks.find(({ task }) => task.id === renaming.from)?.task;
  const fields = renamed === undefined ? {} : originOf(renamed, renaming);
  const origin = { kind: 'set', id: renaming.from, fields } as const;
  const dependents = tasks.filter(({ task }) => task.depends_on.includes(renaming.from));
  return [
    origin,
    ...dependents.map(({ task }) => ({
      kind: 'set' as const,
      id: task.id,
      fields: { depends_on: renameIn(task.depends_on, renaming) },
    })),
  ];
}

/** The key of a task in the text, which may be in quotes. */
function findKey(
  text: string,
  id: string,
): { offset: number; source: string; printed: (id: string) => string } {
  const block = cutSpec(text)?.blocks.find((each) => each.id === id);
  const start = block?.start ?? 0;
  const map =
    block === undefined
      ? readMap(readRootMap(text)?.entries.find(({ key }) => key === 'tasks')?.value)
      : readMap(parseTree(text.slice(block.start, block.end))?.value);
  const token = map?.entries.find(({ key }) => key === id)?.keyToken;
  invariant(token !== undefined, `the key of ${id} is in the text`);
  const printed = (name: string): string => printKey(name, quotingOf(token));
  return { offset: start + token.offset, source: token.source, printed };
}

function renameKey(text: string, { from, to }: Renaming): Splice {
  const { offset, source, printed } = findKey(text, from);
  return { start: offset, end: offset + source.length, text: printed(to) };
}

function renameInFeatures(text: string, { features }: ParsedSpec, renaming: Renaming): Splice[] {
  if (!Object.values(features).some((ids) => ids.includes(renaming.from))) {
    return [];
  }
  const after = Object.fromEntries(
    Object.entries(features).map(([name, ids]) => [name, renameIn(ids, renaming)]),
  );
  const site = { text, eol: commonLineBreak(text), fileStyle: learnStyle(text), literals: 'all' } as const;
  const splices = editRootKey(site, { key: 'features', before: features, after }, []);
  invariant(splices !== undefined, 'the features can be edited');
  return splices;
}

function isRenamed(before: ParsedSpec, after: ParsedSpec, renaming: Renaming): boolean {
  const expected = before.tasks.map(({ task }) => renamedTask(task, renaming));
  return (
    isSameValue(
      after.tasks.map(({ task }) => task),
      expected,
    ) && isSameValue(after.project, before.project)
  );
}

/**
 * Gives a task of a valid spec another id: in its key, in `depends_on` of every task, in `features`; `renamed_from` tells
 * the old one, `former_ids` those before. Nothing else changes, and the result is read back.
 * @throws LodestarError `SPEC_INVALID`, `TASK_NOT_FOUND`, `TASK_EXISTS`.
 */
export function renameTask(text: string, renaming: Renaming): string {
  const { from, to } = renaming;
  const parsed = requireValid(text);
  const ids = new Set(parsed.tasks.map(({ task }) => task.id));
  if (!ids.has(from)) {
    throw new LodestarError('TASK_NOT_FOUND', `The spec has no task ${from}.`, {
      details: { task_id: from },
    });
  }
  if (ids.has(to)) {
    throw new LodestarError('TASK_EXISTS', `The spec already has a task ${to}.`, {
      details: { task_id: to },
    });
  }
  const edited = applyEdits(text, editsOf(parsed, renaming)).text;
  const renamed = applySplices(edited, [
    renameKey(edited, renaming),
    ...renameInFeatures(edited, parsed, renaming),
  ]);
  invariant(
    isRenamed(parsed, requireValid(renamed), renaming),
    `the renaming of ${from} reads back as it was meant`,
  );
  return renamed;
}
