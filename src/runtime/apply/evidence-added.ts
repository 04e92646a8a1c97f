import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';
import { invariant } from '../../util/invariant.ts';

interface EvidenceRow {
  readonly origin: string;
  readonly n: number;
  readonly clock: number;
  readonly taskId: string;
  readonly createdAt: string | null;
  readonly kind: string;
  readonly value: string;
  readonly branch: string | null;
  readonly head: string | null;
  readonly tree: string | null;
  readonly actor: string;
  readonly at: number;
}

const putEvidence = statement<EvidenceRow>('evidence-added.putEvidence')((db, param) =>
  db.replaceInto('evidence').values({
    origin: param('origin'),
    n: param('n'),
    clock: param('clock'),
    task_id: param('taskId'),
    created_at: param('createdAt'),
    kind: param('kind'),
    value: param('value'),
    branch: param('branch'),
    head: param('head'),
    tree: param('tree'),
    actor: param('actor'),
    at: param('at'),
  }),
);

export async function applyEvidenceAdded(tx: ApplyTx, event: EventOf<'evidence.added'>): Promise<void> {
  const { origin, n, clock, taskId, actor, at, data } = event;
  invariant(taskId !== null, 'evidence is of a task');
  const { created_at: createdAt, kind, value, branch, head, tree = null } = data;
  await tx.run(putEvidence, {
    origin,
    n,
    clock,
    taskId,
    createdAt,
    kind,
    value,
    branch,
    head,
    tree,
    actor,
    at,
  });
}
