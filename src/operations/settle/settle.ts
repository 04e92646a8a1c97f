import { LodestarError } from '../../errors.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { evidenceOf, identityOf } from '../../runtime/tables/evidence.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { freshTask, type FreshTask } from '../../workspace/fresh-task.ts';
import { listDecidedByRuntime } from '../../workspace/view/rows.ts';
import type { EditPlan } from '../../workspace/workspace.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome, Warning } from '../outcome.ts';
import { recordAfterEdit } from '../record-after-edit.ts';
import { headOf } from '../task/record-transition.ts';
import { requireTask } from '../task/require-task.ts';
import { isSettleable, isUnsettled, settleEdit } from './settle-edit.ts';

export interface SettleInput {
  /** Without ids: those of the current branch, and those whose `commit:` evidence is an ancestor of HEAD. */
  readonly ids: readonly string[];
  readonly all: boolean;
  /** Without ids: those that the commits behind this revision, up to HEAD, carry as evidence or were decided on. */
  readonly since?: string | undefined;
}

export interface SettledTask {
  readonly task_id: string;
  readonly status: string;
  readonly at: string;
  readonly by: string | null;
}

export interface SettleResult {
  readonly settled: readonly SettledTask[];
  /** What the spec still lacks, and why it was left. */
  readonly left: readonly {
    readonly task_id: string;
    readonly status: string;
    /** `unknown` where the commits that it goes back to may lie behind where a shallow clone is cut off. */
    readonly why: 'done' | 'other-branch' | 'unknown';
  }[];
  readonly changed: boolean;
}

/** Every task on which the runtime is ahead of this checkout's spec. */
export async function listUnsettled(tx: ReadTx): Promise<FreshTask[]> {
  const unsettled: FreshTask[] = [];
  for (const view of await listDecidedByRuntime(tx)) {
    unsettled.push(await freshTask(tx, view));
  }
  return unsettled.filter(isUnsettled);
}

async function commitsOf(tx: ReadTx, fresh: FreshTask): Promise<string[]> {
  const evidence = await evidenceOf(tx, identityOf(fresh.task));
  return evidence.filter((each) => each.kind === 'commit').map((each) => each.value);
}

/** The commits that a decision goes back to: those of its evidence and, where it is asked since when, that which it was made on. */
async function originsOf(tx: ReadTx, fresh: FreshTask, { since }: SettleInput): Promise<string[]> {
  const head = since === undefined ? null : (fresh.transition?.head ?? null);
  return [...(await commitsOf(tx, fresh)), ...(head === null ? [] : [head])];
}

/** The full id. In a shallow clone it and HEAD have to meet: else what is behind it could not be told from what is not. */
async function requireSince(context: OperationContext, since: string): Promise<string> {
  const [{ requireCommit, requireMergeBase }, { requireRepository }, { isShallow }] = await Promise.all([
    import('../spec/read-version.ts'),
    import('../spec/spec-place.ts'),
    import('../../git/shallow.ts'),
  ]);
  const { repository: found } = context.workspace.paths;
  const repository = await requireRepository({ repository: found }, since);
  return isShallow(repository)
    ? (await requireMergeBase(repository, since, 'HEAD')).first
    : await requireCommit(repository, since);
}

interface Origins {
  /** The commits that decide on what is taken, of what is not settled, which are ancestors of HEAD. */
  readonly ancestors: ReadonlySet<string>;
  /** Others may be, behind where a shallow clone is cut off. */
  readonly areCutOff: boolean;
}

const NO_ORIGINS: Origins = { ancestors: new Set(), areCutOff: false };

/** Read outside any transaction. */
async function findAncestors(context: OperationContext, input: SettleInput): Promise<Origins> {
  const { workspace } = context;
  const since = input.since === undefined ? undefined : await requireSince(context, input.since);
  const commits = await workspace.read(async (tx) => {
    const lists = [];
    for (const fresh of await listUnsettled(tx)) {
      lists.push(...(await originsOf(tx, fresh, input)));
    }
    return lists;
  });
  const { repository } = workspace.paths;
  if (repository === undefined || commits.length === 0) {
    return NO_ORIGINS;
  }
  const [{ ancestorsOfHead }, { isShallow }] = await Promise.all([
    import('../../git/commands.ts'),
    import('../../git/shallow.ts'),
  ]);
  const ancestors = await ancestorsOfHead(repository, commits, since);
  return { ancestors, areCutOff: isShallow(repository) };
}

interface Selection extends Origins {
  readonly input: SettleInput;
  /** `undefined` without Git: then all are taken. */
  readonly branch: string | null | undefined;
}

async function isSelected(tx: ReadTx, fresh: FreshTask, selection: Selection): Promise<boolean> {
  const { input, ancestors, branch } = selection;
  if (input.all || input.ids.length > 0 || branch === undefined) {
    return true;
  }
  if (input.since === undefined && branch !== null && fresh.transition?.branch === branch) {
    return true;
  }
  return (await originsOf(tx, fresh, input)).some((commit) => ancestors.has(commit));
}

/** Why what is not selected is left: no commit of its is an ancestor, as far as this clone can see. */
async function whyLeft(
  tx: ReadTx,
  fresh: FreshTask,
  selection: Selection,
): Promise<'other-branch' | 'unknown'> {
  const { input, areCutOff } = selection;
  return areCutOff && (await originsOf(tx, fresh, input)).length > 0 ? 'unknown' : 'other-branch';
}

async function candidates(tx: ReadTx, input: SettleInput): Promise<FreshTask[]> {
  if (input.ids.length === 0) {
    return await listUnsettled(tx);
  }
  const named: FreshTask[] = [];
  for (const id of new Set(input.ids)) {
    named.push(await requireTask(tx, id));
  }
  return named.filter(isUnsettled);
}

async function planSettle(tx: ReadTx, selection: Selection): Promise<EditPlan<SettleResult>> {
  const settled: FreshTask[] = [];
  const left: SettleResult['left'][number][] = [];
  for (const fresh of await candidates(tx, selection.input)) {
    if (!isSettleable(fresh)) {
      left.push({ task_id: fresh.task.id, status: fresh.status, why: 'done' });
    } else if (await isSelected(tx, fresh, selection)) {
      settled.push(fresh);
    } else {
      const why = await whyLeft(tx, fresh, selection);
      left.push({ task_id: fresh.task.id, status: fresh.status, why });
    }
  }
  const rows = settled.map((fresh) => ({
    task_id: fresh.task.id,
    status: fresh.status,
    at: formatTimestamp(fresh.stamp),
    by: fresh.transition?.actor ?? null,
  }));
  return { edits: settled.map(settleEdit), result: { settled: rows, left, changed: rows.length > 0 } };
}

async function recordSettled(context: OperationContext, settled: readonly SettledTask[]): Promise<Warning[]> {
  if (settled.length === 0) {
    return [];
  }
  const { actor } = context;
  return await recordAfterEdit(context, async (tx) => {
    for (const { task_id: taskId, status, at } of settled) {
      await tx.append({ type: 'task.settled', actor, taskId, data: { status, stamp: Date.parse(at) } });
    }
  });
}

/**
 * Writes into this checkout's spec what the runtime decided, one small edit a task, so that the pull request that carries
 * the work carries its outcome. Errors: USAGE, TASK_NOT_FOUND, REVISION_NOT_FOUND and those of an edit of the spec.
 */
export async function settle(context: OperationContext, input: SettleInput): Promise<Outcome<SettleResult>> {
  const { workspace, dryRun } = context;
  if (input.since !== undefined && input.ids.length > 0) {
    throw new LodestarError(
      'USAGE',
      'tasks that are named are settled whenever they were decided: leave out --since',
      {
        hint: 'Read `lodestar settle --help`.',
      },
    );
  }
  const narrowed = !input.all && input.ids.length === 0;
  const origins = narrowed ? await findAncestors(context, input) : NO_ORIGINS;
  const branch = workspace.paths.repository === undefined ? undefined : headOf(context).branch;
  const selection = { input, ...origins, branch };
  const { result, warnings } = await workspace.withSpecMutex(async () => {
    const edited = await workspace.edit(async (tx) => await planSettle(tx, selection), { dryRun });
    return { result: edited.result, warnings: await recordSettled(context, edited.result.settled) };
  });
  const others = result.left.filter((each) => each.why !== 'done');
  const next =
    others.length > 0
      ? [hint('settle', ['settle', '--all'], 'Settle what other branches decided as well')]
      : [];
  return { data: result, next, warnings: [...context.warnings, ...warnings] };
}
