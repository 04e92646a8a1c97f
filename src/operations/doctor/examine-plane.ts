import { LodestarError } from '../../errors.ts';
import { isLeaseLive } from '../../model/lease.ts';
import { inspectRuntime } from '../../runtime/inspect.ts';
import { openRuntime, type Runtime } from '../../runtime/open.ts';
import { listOverruled } from '../../runtime/overruled-leases.ts';
import { listActors } from '../../runtime/tables/actor.ts';
import { listEvents } from '../../runtime/tables/event.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { openWorkspace } from '../../workspace/open.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { FolderContext } from '../context.ts';
import type { Place } from '../place.ts';
import { requireRuntime } from '../require-runtime.ts';
import { examineFile } from './examine-file.ts';
import { examineJoined } from './examine-joined.ts';
import { examineLeases, type LeaseFacts } from './examine-leases.ts';
import { foundOfError } from './examine-spec.ts';
import { examined, notExamined, type CheckName, type Examined, type Found } from './finding.ts';

const NEEDS_RUNTIME = ['schema', 'replay', 'leases', 'orphans', 'unsettled', 'sqlite', 'clock'] as const;

async function readLeases(tx: ReadTx): Promise<LeaseFacts> {
  const leases = await listLeases(tx);
  const live = leases.filter((lease) => isLeaseLive(lease, tx.epoch, tx.now));
  const actors = new Set((await listActors(tx)).map((row) => row.actor));
  const overruled = await listOverruled(tx, tx.now.wallMs);
  return { live, lapsed: leases.length - live.length, overruled, actors };
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
    ...examineFile(facts, { options: place.runtime, lastEvent, wallMs }),
    examineLeases(leases, place),
    ...(await examineAgainstSpec(workspace)),
  ];
}

/** Whoever cannot write the runtime can still read the spec: that is no fault of the workspace. */
function foundOfRuntime(error: LodestarError): Found {
  const finding = foundOfError(error, 'No command can tell or change what is happening here.');
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
    return [examined('runtime.sqlite', [foundOfRuntime(error)], ''), ...skipped];
  }
}
