import { LodestarError } from '../../errors.ts';
import { isLeaseLive } from '../../model/lease.ts';
import { compareNatural } from '../../model/natural-order.ts';
import { inspectRuntime } from '../../runtime/inspect.ts';
import { openRuntime, type Runtime } from '../../runtime/open.ts';
import { listActors } from '../../runtime/tables/actor.ts';
import { listEvents } from '../../runtime/tables/event.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import { listTransitions } from '../../runtime/tables/transition.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { openWorkspace } from '../../workspace/open.ts';
import { listTaskIds } from '../../workspace/view/rows.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { FolderContext } from '../context.ts';
import { requireRuntime } from '../require-runtime.ts';
import { listUnsettled } from '../settle/settle.ts';
import { examineFile } from './examine-file.ts';
import { examineLeases, type LeaseFacts } from './examine-leases.ts';
import { findingOfError } from './examine-spec.ts';
import { examined, notExamined, type CheckName, type Examined, type Finding } from './finding.ts';
import type { Place } from '../place.ts';

const NEEDS_RUNTIME = ['replay', 'leases', 'orphans', 'unsettled', 'permissions', 'sqlite', 'clock'] as const;

const SHOWN_IDS = 5;

function someOf(ids: readonly string[]): string {
  const shown = ids.slice(0, SHOWN_IDS).join(', ');
  return ids.length > SHOWN_IDS ? `${shown} and ${ids.length - SHOWN_IDS} more` : shown;
}

async function readLeases(tx: ReadTx): Promise<LeaseFacts> {
  const leases = await listLeases(tx);
  const live = leases.filter((lease) => isLeaseLive(lease, tx.epoch, tx.now));
  const actors = new Set((await listActors(tx)).map((row) => row.actor));
  return { live, lapsed: leases.length - live.length, actors };
}

/** What of the runtime belongs to no task of this checkout, and what of it no spec says yet. */
async function examineJoined(tx: ReadTx): Promise<Examined[]> {
  const own = new Set(await listTaskIds(tx));
  const rows = [...(await listTransitions(tx)), ...(await listLeases(tx))];
  const orphans = [...new Set(rows.map((row) => row.taskId))]
    .filter((id) => !own.has(id))
    .sort(compareNatural);
  const unsettled = (await listUnsettled(tx)).map((fresh) => `${fresh.task.id} (${fresh.status})`);
  const orphaned: Finding = {
    code: 'ORPHANS',
    severity: 'information',
    what: `${orphans.length} of the runtime's tasks not in this checkout's spec: ${someOf(orphans)}`,
    why: 'Normal among worktrees: another branch has them. Nothing of them is lost.',
    remedy: '',
  };
  const decided: Finding = {
    code: 'UNSETTLED',
    severity: 'information',
    what: `${unsettled.length} not in this checkout's spec yet: ${someOf(unsettled)}`,
    why: 'A reset loses what the runtime decided and no spec says.',
    remedy: 'Run `lodestar settle` for what is verified; what is done is to be verified first.',
  };
  return [
    examined('orphans', orphans.length === 0 ? [] : [orphaned], 'none'),
    examined('unsettled', unsettled.length === 0 ? [] : [decided], 'none'),
  ];
}

async function examineAgainstSpec(workspace: Workspace | undefined): Promise<Examined[]> {
  const skipped = (why: string): Examined[] => [notExamined('orphans', why), notExamined('unsettled', why)];
  if (workspace === undefined) {
    return skipped('this checkout has no workspace');
  }
  try {
    return await workspace.read(examineJoined, 'last-good');
  } catch (error) {
    if (error instanceof LodestarError && !error.code.startsWith('RUNTIME_')) {
      return skipped('the spec cannot be used');
    }
    throw error;
  }
}

interface Opened {
  readonly runtime: Runtime;
  readonly workspace: Workspace | undefined;
}

async function open(context: FolderContext, place: Place): Promise<Opened> {
  if (place.workspace === undefined) {
    return { runtime: await openRuntime(place.runtime), workspace: undefined };
  }
  const workspace = await openWorkspace(context);
  return { runtime: workspace.runtime, workspace };
}

async function examineOpen({ runtime, workspace }: Opened, place: Place): Promise<Examined[]> {
  requireRuntime(runtime);
  const facts = await inspectRuntime(runtime);
  const { leases, lastEvent, wallMs } = await runtime.read(async (tx) => ({
    leases: await readLeases(tx),
    lastEvent: (await listEvents(tx, { order: 'newest', limit: 1 }))[0],
    wallMs: tx.now.wallMs,
  }));
  return [
    ...examineFile(facts, { modes: place.runtime.sharedModes, lastEvent, wallMs }),
    examineLeases(leases, place.repository),
    ...(await examineAgainstSpec(workspace)),
  ];
}

/** Whoever cannot write the runtime can still read the spec: that is no fault of the workspace. */
function findingOfRuntime(error: LodestarError): Finding {
  const finding = findingOfError(error, 'No command can tell or change what is happening here.');
  return error.code === 'RUNTIME_READONLY' ? { ...finding, severity: 'warning' } : finding;
}

/** The runtime plane, in whatever state it is. */
export async function examinePlane(context: FolderContext, place: Place): Promise<Examined[]> {
  try {
    const opened = await open(context, place);
    try {
      return await examineOpen(opened, place);
    } finally {
      opened.runtime.close();
    }
  } catch (error) {
    if (!(error instanceof LodestarError)) {
      throw error;
    }
    const skipped = NEEDS_RUNTIME.map((name: CheckName) => notExamined(name, 'the runtime cannot be read'));
    return [examined('runtime.sqlite', [findingOfRuntime(error)], ''), ...skipped];
  }
}
