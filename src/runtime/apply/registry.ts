import type { EventType, LodestarEvent } from '../../model/event.ts';
import type { ApplyTx } from '../statement-runner.ts';
import { StoredValueError } from '../stored-value.ts';
import { applyActorRegistered } from './actor-registered.ts';
import { applyAgentJoined } from './agent-joined.ts';
import { applyAgentLeft } from './agent-left.ts';
import { applyCriterionChecked } from './criterion-checked.ts';
import type { EventOf } from './event-of.ts';
import { applyEvidenceAdded } from './evidence-added.ts';
import { applyLeaseBound } from './lease-bound.ts';
import { applyLeaseEnded } from './lease-ended.ts';
import { applyLeaseGranted } from './lease-granted.ts';
import { applyMessageRead } from './message-read.ts';
import { applyMessageSent } from './message-sent.ts';
import { applyRecordOnly } from './record-only.ts';
import { applyTransition } from './task-transition.ts';

type Registry = { readonly [Type in EventType]: (tx: ApplyTx, event: EventOf<Type>) => Promise<void> };

const REGISTRY: Registry = {
  'actor.registered': applyActorRegistered,
  'agent.joined': applyAgentJoined,
  'agent.left': applyAgentLeft,
  'lease.granted': applyLeaseGranted,
  'lease.bound': applyLeaseBound,
  'lease.released': applyLeaseEnded,
  'lease.expired': applyLeaseEnded,
  'lease.revoked': applyLeaseEnded,
  'task.created': applyRecordOnly,
  'task.updated': applyRecordOnly,
  'task.deleted': applyRecordOnly,
  'task.settled': applyRecordOnly,
  'task.blocked': applyTransition,
  'task.unblocked': applyTransition,
  'task.done': applyTransition,
  'task.verified': applyTransition,
  'task.rejected': applyTransition,
  'task.reopened': applyTransition,
  'task.cancelled': applyTransition,
  'criterion.checked': applyCriterionChecked,
  'evidence.added': applyEvidenceAdded,
  'message.sent': applyMessageSent,
  'message.read': applyMessageRead,
};

/**
 * Brings the projected tables from before an event to after it. Nothing else writes them, live and in replay alike, so
 * that they are the fold of the log. It takes any log, also one that lacks events, and never reads a clock. Throws
 * StoredValueError for a type that there is not.
 */
export async function applyEvent(tx: ApplyTx, event: LodestarEvent): Promise<void> {
  if (!Object.hasOwn(REGISTRY, event.type)) {
    throw new StoredValueError('an event is of no type that there is');
  }
  const apply = REGISTRY[event.type] as (tx: ApplyTx, event: LodestarEvent) => Promise<void>;
  await apply(tx, event);
}
