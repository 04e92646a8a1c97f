import type { Random } from '../../support/random.ts';

const AGENTS = ['ai:first', 'ai:second', 'ai:third'] as const;
const PERSON = 'human:ada';
export const ACTORS: readonly string[] = [...AGENTS, PERSON];

const MINUTE_MS = 60_000;
/** Steps of the clock are whole minutes, and these are not: so what a step takes in truth decides nothing. */
const TTLS = { '10m30s': 10.5 * MINUTE_MS, '67m30s': 67.5 * MINUTE_MS } as const;
const ADVANCES_MS = [0, 0, 0, 1, 4, 11, 70].map((minutes) => minutes * MINUTE_MS);
const VERBS = [
  'claim',
  'claim',
  'claim',
  'renew',
  'renew',
  'release',
  'done',
  'done',
  'verify',
  'reopen',
  'revoke',
] as const;

/** One step of a script, as `lease-steps.mjs` makes it. */
export interface Step {
  readonly verb: (typeof VERBS)[number] | 'reset';
  readonly actor: string;
  readonly id: string;
  readonly ttl: keyof typeof TTLS;
  /** The step that was granted the token which is shown; null for none. */
  readonly token: number | 'made-up' | null;
  readonly advanceMs: number;
}

/** What `lease-steps.mjs` prints of a step. */
export interface StepLine {
  readonly index: number;
  readonly code: string;
  readonly changed: boolean;
  readonly token: string | null;
}

interface HeldLease {
  readonly actor: string;
  /** The step that was granted it. */
  readonly grant: number;
  readonly ttlMs: number;
  endsAtMs: number;
}

interface TaskState {
  status: 'ready' | 'done' | 'verified';
  lease: HeldLease | undefined;
}

/** A code, `ok` for what changes something and `same` for what answers that it holds already. */
type Verdict = string;

/** The rules of leases, without a database: who may do what, as the steps go by. */
export class LeaseModel {
  readonly #tasks = new Map<string, TaskState>();
  #nowMs = 0;

  /** What the step may answer, and what it changes when it is done. */
  take(step: Step, index: number): readonly Verdict[] {
    this.#nowMs += step.advanceMs;
    if (step.verb === 'reset') {
      this.#tasks.clear();
      return ['ok', 'same'];
    }
    const task = this.#taskOf(step.id);
    switch (step.verb) {
      case 'claim':
        return this.#claim(task, step, index);
      case 'renew':
      case 'release':
      case 'done':
        return this.#asHolder(task, step);
      case 'verify':
        return this.#verify(task);
      case 'reopen':
        return this.#reopen(task);
      case 'revoke':
        return this.#revoke(task, step);
    }
  }

  #taskOf(id: string): TaskState {
    const task = this.#tasks.get(id) ?? { status: 'ready', lease: undefined };
    this.#tasks.set(id, task);
    return task;
  }

  #live(task: TaskState): HeldLease | undefined {
    return task.lease !== undefined && task.lease.endsAtMs > this.#nowMs ? task.lease : undefined;
  }

  #claim(task: TaskState, { actor, ttl }: Step, index: number): readonly Verdict[] {
    const live = this.#live(task);
    const endsAtMs = this.#nowMs + TTLS[ttl];
    if (live !== undefined && live.actor !== actor) {
      return ['LEASE_HELD'];
    }
    if (live !== undefined) {
      live.endsAtMs = Math.max(live.endsAtMs, endsAtMs);
      task.lease = { ...live, ttlMs: TTLS[ttl] };
      return ['same'];
    }
    if (task.status !== 'ready') {
      return ['NOT_CLAIMABLE'];
    }
    task.lease = { actor, grant: index, ttlMs: TTLS[ttl], endsAtMs };
    return ['ok'];
  }

  #asHolder(task: TaskState, { verb, actor, token }: Step): readonly Verdict[] {
    const live = this.#live(task);
    if (live?.actor !== actor || (token !== null && token !== live.grant)) {
      // A call that is repeated finds what it asked for; it changes nothing.
      return verb === 'renew' ? ['LEASE_NOT_HELD'] : ['LEASE_NOT_HELD', 'same'];
    }
    if (verb === 'renew') {
      live.endsAtMs = Math.max(live.endsAtMs, this.#nowMs + live.ttlMs);
      return ['ok'];
    }
    task.lease = undefined;
    task.status = verb === 'done' ? 'done' : task.status;
    return ['ok'];
  }

  #verify(task: TaskState): readonly Verdict[] {
    if (task.status !== 'done') {
      return ['TRANSITION_REFUSED', 'same'];
    }
    task.status = 'verified';
    return ['ok'];
  }

  #reopen(task: TaskState): readonly Verdict[] {
    if (task.status === 'ready') {
      return ['TRANSITION_REFUSED', 'same'];
    }
    task.status = 'ready';
    return ['ok'];
  }

  #revoke(task: TaskState, { actor }: Step): readonly Verdict[] {
    const live = this.#live(task);
    if (actor !== PERSON) {
      return ['ACTOR_KIND_REFUSED'];
    }
    if (live === undefined) {
      return ['LEASE_NOT_FOUND', 'same'];
    }
    task.lease = undefined;
    return ['ok'];
  }
}

function randomToken(random: Random, grants: readonly number[]): Step['token'] {
  const kind = random.below(10);
  if (kind < 4 || grants.length === 0) {
    return kind === 0 ? 'made-up' : null;
  }
  // Most often the newest, which may be another's; else any that was ever given.
  return kind < 8 ? (grants.at(-1) ?? null) : random.pick(grants);
}

export interface PlanOptions {
  /** Its number. */
  readonly script: number;
  readonly steps: number;
  readonly model: LeaseModel;
  /** The number of its first step among those of all scripts. */
  readonly from: number;
}

export interface PlannedStep {
  readonly step: Step;
  /** What it may answer. */
  readonly verdicts: readonly Verdict[];
}

/** A script of random steps on two tasks of its own. */
export function planSteps(random: Random, { script, steps, model, from }: PlanOptions): PlannedStep[] {
  const ids = [`T${2 * script + 1}`, `T${2 * script + 2}`];
  const grants: number[] = [];
  return Array.from({ length: steps }, (_, index): PlannedStep => {
    const verb = random.below(60) === 0 ? 'reset' : random.pick(VERBS);
    const step: Step = {
      verb,
      actor: verb === 'revoke' && random.below(4) > 0 ? PERSON : random.pick(AGENTS),
      id: random.pick(ids),
      ttl: random.pick(['10m30s', '67m30s'] as const),
      token: verb === 'claim' ? null : randomToken(random, grants),
      advanceMs: random.pick(ADVANCES_MS),
    };
    const verdicts = model.take(step, from + index);
    if (verb === 'claim' && verdicts[0] === 'ok') {
      grants.push(from + index);
    }
    return { step, verdicts };
  });
}
