import type { Answer, Command } from '../../simulation/reference-command.ts';
import { endLease } from '../../simulation/reference-leases.ts';
import {
  judgeDeletion,
  markDeleted,
  perform,
  settleTask,
  verifyAlone,
} from '../../simulation/reference-verbs.ts';
import { see, type World } from '../../simulation/reference-world.ts';
import { isDeepStrictEqual } from 'node:util';

/** A command that was given while others were under way. */
export interface Flight {
  readonly command: Command;
  /** `crashed`: whoever gave it died before it was answered, and any part of it may have been done. */
  readonly answer: Answer | 'crashed';
}

interface Done {
  /** Only of the first part. */
  readonly answer?: Answer;
  readonly then: readonly Part[];
}

/** What nobody sees a half of. A command that works on both planes has two. */
type Part = (world: World) => Done;

/** A lease that is granted between the judgement and the edit stays: it outlives the task, as after an edit by hand. */
function deletion(command: Extract<Command, { verb: 'delete' }>): Part {
  return (world) => {
    const { answer, ids, ended } = judgeDeletion(world, command);
    const grants = ended.map((id) => ({ id, count: grantsOf(world, id) }));
    const end: Part = (later) => {
      for (const { id, count } of grants) {
        // A later lease of the task, that somebody got in another checkout, stays.
        if (grantsOf(later, id) === count) {
          endLease(later, id, { kind: 'released', by: command.actor });
        }
      }
      return { then: [] };
    };
    const mark: Part = (later) => {
      markDeleted(later, command.side, ids);
      return { then: grants.length > 0 ? [end] : [] };
    };
    return { answer, then: ids.length > 0 ? [mark] : [] };
  };
}

function grantsOf(world: World, id: string): number {
  return (world.runtime.leaseLog.get(id) ?? []).filter(({ kind }) => kind === 'granted').length;
}

function verification(command: Extract<Command, { verb: 'verify' }>): Part {
  return (world) => {
    const task = world.checkouts[command.side].get(command.id);
    if (task === undefined) {
      return { answer: { code: 'TASK_NOT_FOUND' }, then: [] };
    }
    const answer = verifyAlone(world, task, command);
    const settle: Part = (later) => {
      const present = later.checkouts[command.side].get(command.id);
      if (present !== undefined) {
        settleTask(later, present);
      }
      return { then: [] };
    };
    return { answer, then: world.config.settleOnVerify && 'changed' in answer ? [settle] : [] };
  };
}

/** What the spec withholds is lifted there before the transition is recorded. */
function changeOfStatus(command: Command & { readonly id: string }): Part {
  return (world) => {
    const { side, id } = command;
    const task = world.checkouts[side].get(id);
    const before = structuredClone(world.runtime);
    const isWithheld = task !== undefined && see(world, task).withheld;
    const answer = perform(world, command);
    const row = world.runtime.rows.get(id);
    if (!isWithheld || row === undefined || !('changed' in answer && answer.changed)) {
      return { answer, then: [] };
    }
    world.runtime = before;
    const record: Part = (later) => {
      later.runtime.rows.set(id, row);
      return { then: [] };
    };
    return { answer, then: [record] };
  };
}

function firstPart(command: Command): Part {
  switch (command.verb) {
    case 'delete':
      return deletion(command);
    case 'verify':
      return verification(command);
    case 'reopen':
    case 'unblock':
    case 'reject':
      return changeOfStatus(command);
    default:
      return (world) => ({ answer: perform(world, command), then: [] });
  }
}

interface Pending {
  /** Of the flight, and of the part. */
  readonly name: string;
  readonly part: Part;
  readonly answer: Answer | undefined;
  readonly mayStop: boolean;
}

function keyOf(world: World): string {
  return JSON.stringify(world, (_, value: unknown) => {
    if (value instanceof Map || value instanceof Set) {
      return [...(value as Map<unknown, unknown>)];
    }
    return value;
  });
}

/** Goes through the orders; most of them lead to the same world again. */
class Exploration {
  readonly found = new Map<string, World>();
  readonly #seen = new Set<string>();

  go(world: World, pending: readonly Pending[]): void {
    const key = keyOf(world);
    const place = `${pending.map(({ name }) => name).join()} ${key}`;
    if (this.#seen.has(place)) {
      return;
    }
    this.#seen.add(place);
    if (pending.every(({ mayStop }) => mayStop)) {
      this.found.set(key, world);
    }
    for (const each of pending) {
      const next = structuredClone(world);
      const { answer, then } = each.part(next);
      if (each.answer === undefined || isDeepStrictEqual(answer, each.answer)) {
        const rest = then.map((part) => ({ ...each, name: `${each.name}+`, part, answer: undefined }));
        this.go(next, [...pending.filter((other) => other !== each), ...rest]);
      }
    }
  }
}

/**
 * The worlds that there may be after commands that were under way at once: each took effect in one step, or in its two,
 * somewhere between its call and its answer, in an order that explains all answers. None: nothing explains them.
 */
export function worldsAfter(worlds: readonly World[], flights: readonly Flight[]): World[] {
  const exploration = new Exploration();
  const pending = flights.map(({ command, answer }, index): Pending => {
    const mayStop = answer === 'crashed';
    const expected = mayStop ? undefined : answer;
    return { name: String(index), part: firstPart(command), answer: expected, mayStop };
  });
  worlds.forEach((world) => exploration.go(world, pending));
  return [...exploration.found.values()];
}
