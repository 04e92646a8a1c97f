import { nextStamp, reconcileTask, specOutcome, type Reconciled } from '../../src/model/reconcile.ts';
import { statusRank, type Status, type TransitionStatus } from '../../src/model/status.ts';
import { emptyTask, type SpecTask } from '../../src/model/task.ts';
import { formatTimestamp } from '../../src/model/timestamp.ts';
import {
  isVerbAllowed,
  TRANSITION_RULES,
  type StatusVerb,
  type Transition,
} from '../../src/model/transition.ts';

/**
 * A plain simulator of how one task fares on two machines: each has a clock of its own, one runtime, and two checkouts
 * that share it; one remote joins them. It knows `reconcile` and what ARCHITECTURE says that commands do, nothing else.
 */

/** A checkout's spec, which is one task, and the versions that it was made from, itself the last. */
interface Checkout {
  spec: SpecTask;
  history: readonly SpecTask[];
}

interface Machine {
  wallMs: number;
  row: Transition | undefined;
  /** The versions that the spec was made from on which the row's transition was made. */
  rowHistory: readonly SpecTask[];
  readonly checkouts: readonly [Checkout, Checkout];
}

export type Side = 0 | 1;

export type Step =
  | { readonly kind: 'tick'; readonly ms: number }
  | { readonly kind: 'verb'; readonly verb: StatusVerb }
  | { readonly kind: 'hand-edit'; readonly status: Status }
  | { readonly kind: 'older'; readonly back: number }
  | { readonly kind: 'settle' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'push' }
  | { readonly kind: 'pull'; readonly resolve: 'ours' | 'theirs' };

/** A step, and where it is made. */
export type Move = Step & { readonly machine: Side; readonly checkout: Side };

export type Outcome = Reconciled & Pick<Machine, 'row' | 'rowHistory'> & { readonly spec: SpecTask };

const DATE_FIELDS = {
  ready: ['reopened_at', 'reopened_by'],
  blocked: ['blocked_at', 'blocked_by'],
  verified: ['verified_at', 'verified_by'],
  cancelled: ['cancelled_at', 'cancelled_by'],
} as const;

const START_MS = Date.UTC(2026, 0, 1);
const LIFTING: readonly StatusVerb[] = ['reopen', 'unblock', 'reject'];

/** What holds whatever the runtime says, short of a runtime that is past `ready` and `blocked`. */
export function isWithheldByHand(spec: SpecTask): boolean {
  return (
    spec.status === 'deleted' ||
    (spec.status === 'cancelled' && spec.cancelled_at === null) ||
    (spec.status === 'blocked' && spec.blocked_at === null)
  );
}

/** The holder of a live lease may finish what meanwhile became a draft or was held. */
function isLateDone(verb: StatusVerb, status: Status): boolean {
  return verb === 'done' && (status === 'todo' || status === 'blocked');
}

function newMachine(wallMs: number): Machine {
  const checkout = (): Checkout => {
    const spec = {
      ...emptyTask('T-1', 'One'),
      created_at: formatTimestamp(START_MS),
      status: 'ready' as const,
    };
    return { spec, history: [spec] };
  };
  return { wallMs, row: undefined, rowHistory: [], checkouts: [checkout(), checkout()] };
}

export class TwoMachines {
  readonly #machines: readonly [Machine, Machine];
  #remote: readonly SpecTask[];

  /** `apartMs`: how far the second machine's clock is ahead of the first's. */
  constructor(apartMs: number) {
    this.#machines = [newMachine(START_MS), newMachine(START_MS + apartMs)];
    this.#remote = [this.#machines[0].checkouts[0].spec];
  }

  /** What both planes say there. */
  look(machine: Side, checkout: Side): Outcome {
    const { row, rowHistory, checkouts } = this.#machines[machine];
    const { spec } = checkouts[checkout];
    return { ...reconcileTask(specOutcome(spec), row), row, rowHistory, spec };
  }

  /** Makes a step; false when a rule refuses it. */
  make(move: Move): boolean {
    const machine = this.#machines[move.machine];
    const checkout = machine.checkouts[move.checkout];
    switch (move.kind) {
      case 'tick':
        machine.wallMs += move.ms;
        return true;
      case 'verb':
        return this.#act(machine, checkout, move.verb);
      case 'hand-edit':
        return this.#edit(checkout, { status: move.status });
      case 'older':
        return this.#goTo(
          checkout,
          checkout.history.slice(0, Math.max(1, checkout.history.length - move.back)),
        );
      case 'settle':
        return this.#settle(machine, checkout);
      case 'reset':
        machine.row = undefined;
        return true;
      case 'push':
        this.#remote = checkout.history;
        return true;
      case 'pull':
        return this.#pull(checkout, move.resolve);
    }
  }

  #goTo(checkout: Checkout, history: readonly SpecTask[]): boolean {
    checkout.history = history;
    checkout.spec = history.at(-1) ?? checkout.spec;
    return true;
  }

  #edit(checkout: Checkout, fields: Partial<SpecTask>): boolean {
    return this.#goTo(checkout, [...checkout.history, { ...checkout.spec, ...fields }]);
  }

  #act(machine: Machine, checkout: Checkout, verb: StatusVerb): boolean {
    const seen = reconcileTask(specOutcome(checkout.spec), machine.row);
    if (!isVerbAllowed(verb, seen.status) && !isLateDone(verb, seen.status)) {
      return false;
    }
    const status = TRANSITION_RULES[verb].to;
    if (verb === 'ready' || verb === 'delete') {
      return this.#edit(checkout, { status });
    }
    const stamp = nextStamp(machine.wallMs, seen.stamp);
    if (LIFTING.includes(verb) && isWithheldByHand(checkout.spec)) {
      this.#edit(checkout, { status, reopened_at: formatTimestamp(stamp) });
    }
    machine.row = this.#transition(checkout, status as TransitionStatus, stamp);
    machine.rowHistory = checkout.history;
    return true;
  }

  #transition(checkout: Checkout, status: TransitionStatus, stamp: number): Transition {
    return {
      taskId: checkout.spec.id,
      createdAt: checkout.spec.created_at,
      status,
      stamp,
      actor: 'ai:worker-1',
      reason: null,
      branch: null,
      head: null,
      completedBy: null,
      completedAt: null,
    };
  }

  #settle(machine: Machine, checkout: Checkout): boolean {
    const seen = reconcileTask(specOutcome(checkout.spec), machine.row);
    const { row } = machine;
    if (
      row === undefined ||
      row.status === 'done' ||
      seen.statusFrom === 'spec' ||
      seen.status === seen.specStatus
    ) {
      return false;
    }
    const [at, by] = DATE_FIELDS[row.status];
    return this.#edit(checkout, { status: row.status, [at]: formatTimestamp(row.stamp), [by]: row.actor });
  }

  /** Git takes the side that changed since both were the same; a person resolves a conflict for one of the two. */
  #pull(checkout: Checkout, resolve: 'ours' | 'theirs'): boolean {
    const theirs = this.#remote.at(-1);
    const isBehind = this.#remote.includes(checkout.spec);
    const isAhead = theirs !== undefined && checkout.history.includes(theirs);
    const takesTheirs = isBehind || (!isAhead && resolve === 'theirs');
    return this.#goTo(checkout, takesTheirs ? this.#remote : checkout.history);
  }
}

/** Whether `after` says at least as much as `before` in the order todo … cancelled. */
export function isNotLower(after: Status, before: Status): boolean {
  return statusRank(after) >= statusRank(before);
}
