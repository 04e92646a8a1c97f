import { isDeepStrictEqual } from 'node:util';
import {
  expectInboxes,
  expectLeases,
  expectSide,
  observeInboxes,
  observeLeases,
  observeSide,
  specAsModel,
} from '../../simulation/observe.ts';
import type { RealWorld } from '../../simulation/real-world.ts';
import type { Command } from '../../simulation/reference-command.ts';
import { perform } from '../../simulation/reference-verbs.ts';
import type { World } from '../../simulation/reference-world.ts';
import { worldsAfter, type Flight } from './possible-worlds.ts';

/** What the product did differs from every world that there may be. */
export class Mismatch extends Error {}

/** Where the histories are; it is looked at only when the answers leave something open. */
interface Observed {
  readonly roots: readonly [string, string];
  observer(): Promise<RealWorld>;
}

interface Observation {
  readonly what: string;
  readonly seen: unknown;
  readonly expected: (world: World) => unknown;
}

/** The worlds that the reference says there may be, after what was answered and seen so far: mostly one. */
export class Belief {
  #worlds: World[];

  constructor(world: World) {
    this.#worlds = [world];
  }

  /** Any of them: what is drawn goes by it. */
  get first(): World {
    const [world] = this.#worlds;
    if (world === undefined) {
      throw new Mismatch('no world is left');
    }
    return world;
  }

  /** Something happens to all of them that answers nothing. */
  change(change: (world: World) => void): void {
    this.#worlds.forEach(change);
  }

  /** Takes in commands that were under way at once. @throws Mismatch when no order of them explains the answers. */
  async take(flights: readonly Flight[], arena: Observed): Promise<void> {
    const named = flights.map((flight) => ({ ...flight, command: this.#withId(flight, arena) }));
    const isCertain = this.#worlds.length === 1 && named.every(({ answer }) => answer !== 'crashed');
    const [only, ...others] = named;
    if (isCertain && only !== undefined && others.length === 0) {
      const predicted = perform(this.first, only.command);
      if (!isDeepStrictEqual(predicted, predictable(only))) {
        throw new Mismatch(`${told(only)}, not ${JSON.stringify(predicted)}`);
      }
      return;
    }
    const worlds = worldsAfter(
      this.#worlds,
      named.map((flight) => ({ ...flight, answer: predictable(flight) })),
    );
    if (worlds.length === 0) {
      throw new Mismatch(`no order explains ${named.map(told).join(' | ')}`);
    }
    this.#worlds = worlds;
    if (worlds.length > 1 || !isCertain) {
      await this.observe(await arena.observer());
    }
  }

  /** Drops the worlds that are not what both planes show. @throws Mismatch when none is. */
  async observe(real: RealWorld): Promise<void> {
    const { first } = this;
    const { actors = [] } = first;
    const observations: Observation[] = [
      { what: 'checkout a', seen: await observeSide(real, 0), expected: (world) => expectSide(world, 0) },
      { what: 'checkout b', seen: await observeSide(real, 1), expected: (world) => expectSide(world, 1) },
      { what: 'leases', seen: await observeLeases(real), expected: expectLeases },
      {
        what: 'inboxes',
        seen: await observeInboxes(real, actors),
        expected: (world) => expectInboxes(world, actors),
      },
    ];
    for (const { what, seen, expected } of observations) {
      this.#worlds = this.#worlds.filter((world) => isDeepStrictEqual(expected(world), seen));
      if (this.#worlds.length === 0) {
        throw new Mismatch(`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(expected(first))}`);
      }
    }
  }

  /** An id is chosen by the one who makes the task; of one who died meanwhile it is found in the spec. */
  #withId({ command, answer }: Flight, { roots }: Observed): Command {
    if (command.verb !== 'create' || (answer !== 'crashed' && 'code' in answer)) {
      return command;
    }
    const present = this.first.checkouts[command.side];
    const made =
      answer === 'crashed' ? specAsModel(roots[command.side]).map(({ id }) => id) : (answer.ids ?? []);
    const id = made.find((each) => !present.has(each) && !this.first.runtime.issued.has(each));
    if (id === undefined && answer !== 'crashed') {
      throw new Mismatch(`${told({ command, answer })}: that id was given before`);
    }
    return { ...command, id: id ?? 'never-made' };
  }
}

/** The id that a creation answers is not foretold. */
function predictable({ command, answer }: Flight): Flight['answer'] {
  return command.verb === 'create' && answer !== 'crashed' && 'changed' in answer
    ? { changed: true }
    : answer;
}

function told({ command, answer }: Flight): string {
  return `${JSON.stringify(command)} → ${JSON.stringify(answer)}`;
}
