import { mergeSets } from './merge-items.ts';
import { chooseOutcome, OUTCOME_FIELDS, type OutcomeField } from './merge-outcome.ts';
import { soleSide, type Merged, type SideName, type Sides } from './merge-sides.ts';
import { mergeJson, mergeScalar, type MergeTools } from './merge-value.ts';
import { isSameValue } from './same-value.ts';
import { emptyTask, type Prd, type SpecTask } from './task.ts';
import { parseTimestamp } from './timestamp.ts';

const SETS = ['depends_on', 'labels', 'locks', 'capabilities', 'former_ids'] as const;

type SetField = (typeof SETS)[number];

export interface MergedTask {
  /** In a field of `conflicts` it says what ours says. */
  readonly task: SpecTask;
  /** Fields, and `x-` keys, that both sides changed each its own way. */
  readonly conflicts: readonly string[];
  /** Both decided on the status since the base, and this side's decision holds. */
  readonly decidedBy: SideName | undefined;
}

const OUTCOME: ReadonlySet<string> = new Set(OUTCOME_FIELDS);
const SET_FIELDS: ReadonlySet<string> = new Set(SETS);

function isOutcomeField(field: string): field is OutcomeField {
  return OUTCOME.has(field);
}

function isSetField(field: string): field is SetField {
  return SET_FIELDS.has(field);
}

/** A set whose order alone was changed keeps that order. */
function mergeSetField(sides: Sides<readonly string[]>): Merged<readonly string[]> {
  const side = soleSide(sides, isSameValue);
  return { value: side === undefined ? mergeSets(sides) : sides[side], isConflict: false };
}

function mergeTexts(sides: Sides<string>, { mergeText }: MergeTools): Merged<string> {
  const side = soleSide(sides, isSameValue);
  const value = side === undefined ? mergeText(sides) : sides[side];
  return { value: value ?? sides.ours, isConflict: value === undefined };
}

const NO_PRD: Prd = { source: '', refs: [], excerpt: null, prd_hash: null };

function mergePrd({ base, ours, theirs }: Sides<Prd | null>, tools: MergeTools): Merged<Prd | null> {
  const side = soleSide({ base, ours, theirs }, isSameValue);
  if (side !== undefined || ours === null || theirs === null) {
    const value = side === undefined ? ours : { base, ours, theirs }[side];
    return { value, isConflict: side === undefined };
  }
  const each = { base: base ?? NO_PRD, ours, theirs };
  const of = <Key extends keyof Prd>(key: Key): Sides<Prd[Key]> => ({
    base: each.base[key],
    ours: each.ours[key],
    theirs: each.theirs[key],
  });
  const source = mergeScalar(of('source'));
  const refs = mergeJson(of('refs'), tools) as Merged<Prd['refs']>;
  const texts = of('excerpt');
  const excerpt =
    texts.ours === null || texts.theirs === null
      ? mergeScalar(texts)
      : mergeTexts({ base: texts.base ?? '', ours: texts.ours, theirs: texts.theirs }, tools);
  const hash = mergeScalar(of('prd_hash'));
  return {
    value: { source: source.value, refs: refs.value, excerpt: excerpt.value, prd_hash: hash.value },
    isConflict: [source, refs, excerpt, hash].some((each) => each.isConflict),
  };
}

/** Nobody acts on it, and each tool that writes it writes another: the later one stands. */
function mergeUpdatedAt(sides: Sides<string | null>): Merged<string | null> {
  const merged = mergeScalar(sides);
  const time = (text: string | null): number => parseTimestamp(text ?? '') ?? 0;
  const { ours, theirs } = sides;
  const isTheirs = time(theirs) - time(ours) || ((theirs ?? '') > (ours ?? '') ? 1 : -1);
  return merged.isConflict ? { value: isTheirs > 0 ? theirs : ours, isConflict: false } : merged;
}

function mergeField(field: keyof SpecTask, tasks: Sides<SpecTask>, tools: MergeTools): Merged<unknown> {
  const { base, ours, theirs } = tasks;
  if (isSetField(field)) {
    return mergeSetField({ base: base[field], ours: ours[field], theirs: theirs[field] });
  }
  switch (field) {
    case 'description':
      return mergeTexts({ base: base[field], ours: ours[field], theirs: theirs[field] }, tools);
    case 'prd':
      return mergePrd({ base: base[field], ours: ours[field], theirs: theirs[field] }, tools);
    case 'acceptance_criteria':
      return mergeJson({ base: base[field], ours: ours[field], theirs: theirs[field] }, tools);
    case 'updated_at':
      return mergeUpdatedAt({ base: base[field], ours: ours[field], theirs: theirs[field] });
    default:
      return mergeScalar({ base: base[field], ours: ours[field], theirs: theirs[field] });
  }
}

function mergeExtra(
  { base, ours, theirs }: Sides<SpecTask>,
  tools: MergeTools,
): Map<string, Merged<unknown>> {
  const keys = new Set([base, ours, theirs].flatMap(({ extra }) => Object.keys(extra)));
  const valueOf = ({ extra }: SpecTask, key: string): unknown =>
    Object.hasOwn(extra, key) ? extra[key] : undefined;
  return new Map(
    [...keys].map((key) => [
      key,
      mergeJson({ base: valueOf(base, key), ours: valueOf(ours, key), theirs: valueOf(theirs, key) }, tools),
    ]),
  );
}

/**
 * Merges one task that both sides have, field by field: sets as sets, lists by item, texts by lines, `x-` keys by key, all
 * else whole. What was decided on its status is one group, by the rule of reconcile. Without a base, against an empty task.
 */
export function mergeTask(
  { base, ours, theirs }: { base: SpecTask | undefined; ours: SpecTask; theirs: SpecTask },
  tools: MergeTools,
): MergedTask {
  const tasks = { base: base ?? emptyTask(ours.id, ''), ours, theirs };
  const outcome = chooseOutcome(tasks);
  const fields = Object.keys(ours).filter((key): key is keyof SpecTask => key !== 'extra');
  const merged = new Map<string, Merged<unknown>>(
    fields.map((field) => [
      field,
      isOutcomeField(field) && outcome.side !== undefined
        ? { value: tasks[outcome.side][field], isConflict: false }
        : mergeField(field, tasks, tools),
    ]),
  );
  const extra = mergeExtra(tasks, tools);
  const known = [...extra].filter(([, { value }]) => value !== undefined);
  const task = {
    ...Object.fromEntries([...merged].map(([field, { value }]) => [field, value])),
    extra: Object.fromEntries(known.map(([key, { value }]) => [key, value])),
  } as unknown as SpecTask;
  const conflicts = [...merged, ...extra].filter(([, { isConflict }]) => isConflict).map(([field]) => field);
  return { task, conflicts, decidedBy: outcome.isContest ? outcome.side : undefined };
}
