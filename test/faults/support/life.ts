import { compareWithFold } from '../../../src/runtime/replay.ts';
import { drawCommand, drawStart, type Draw, type Focus } from '../../simulation/draw-command.ts';
import { run } from '../../simulation/real-world.ts';
import type { Answer, Command } from '../../simulation/reference-command.ts';
import { see, type World } from '../../simulation/reference-world.ts';
import { randomFrom, type Random } from '../../support/random.ts';
import type { Arena } from './arena.ts';
import { Belief, Mismatch } from './belief.ts';
import { intervene } from './intervene.ts';
import type { Job, Turns } from './turns.ts';

/** A history is of the first of them, or of all. */
const ACTORS = ['ai:one', 'human:ada', 'ai:two', 'ai:three', 'ci:main', 'ai:four'] as const;
/** How many begin at once; two show most of what there is. */
const SIZES = [1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 5, 6] as const;
/** How many there are; more of them open the same files more often. */
const AGENTS = [1, 2, 2, 2, 3, 3, 3, 4, 5, 6] as const;
/** A command takes some dozens of turns. */
const LATEST_DEATH = 50;

export interface LifeParts {
  /** For the settings of a history. */
  readonly arenaFor: (config: string) => Arena;
  readonly turns: Turns;
  /** Hears what happens, by its kind. */
  readonly count: (kind: string) => void;
}

/** A command that was given; whoever dies before it is answered leaves it so. */
interface UnderWay {
  readonly command: Command;
  answer: Answer | 'crashed';
}

/** What only makes a date greater than another depends on which came first, and is told by no answer: it is left to `act`. */
function isDatedByOrder(world: World, command: Command): boolean {
  const { verb } = command;
  if (verb !== 'ready' && verb !== 'reopen' && verb !== 'unblock' && verb !== 'reject') {
    return false;
  }
  const task = world.checkouts[command.side].get(command.id);
  const seen = task && see(world, task);
  return seen !== undefined && (verb === 'ready' ? seen.stamp > 0 : seen.withheld);
}

/** One history of the product beside the worlds that a plain reference says there may be. */
export class Life {
  /** What has happened, for whoever has to find out why. */
  readonly told: string[] = [];
  readonly #parts: LifeParts;
  readonly #arena: Arena;
  readonly #belief: Belief;
  #focus: Focus;

  constructor(seed: number, parts: LifeParts) {
    const random = randomFrom(seed);
    const { world, texts } = drawStart(random, ACTORS.slice(0, random.pick(AGENTS)));
    this.#parts = parts;
    this.#arena = parts.arenaFor(texts.config);
    this.#arena.begin(texts.spec, world.clock);
    const { clock } = this.#arena;
    this.#belief = new Belief({ ...world, clock, elsewhere: structuredClone(world.checkouts) });
  }

  /** One command, and nothing else at the time. */
  async act(seed: number): Promise<void> {
    const { command } = this.#draw(randomFrom(seed));
    const answer = await run(await this.#arena.agent(command.actor, command.side), command, false);
    this.#parts.count('commands alone');
    await this.#take([{ command, answer }]);
  }

  /** Commands of several agents at once, of whom some may die. */
  async together(seed: number): Promise<void> {
    const random = randomFrom(seed);
    const underWay = this.#drawSeveral(random).map((command): UnderWay => ({ command, answer: 'crashed' }));
    const jobs: Job[] = [];
    for (const each of underWay) {
      const agent = await this.#arena.agent(each.command.actor, each.command.side);
      await this.#arena.warm(agent);
      const diesAt = random.below(5) === 0 ? 1 + random.below(LATEST_DEATH) : undefined;
      jobs.push({
        agent: each.command.actor,
        diesAt,
        run: async () => {
          each.answer = await run(agent, each.command, false);
        },
      });
    }
    const dead = await this.#parts.turns.interleave(jobs, random);
    underWay.forEach(() => this.#parts.count('commands at once'));
    for (const actor of dead) {
      this.#parts.count('deaths');
      this.#arena.forget(actor);
    }
    await this.#take(
      underWay.map((each) => (dead.has(each.command.actor) ? { ...each, answer: 'crashed' } : each)),
    );
  }

  /** Something beside commands. */
  intervene(seed: number): void {
    const random = randomFrom(seed);
    const { side, id } = this.#draw(random);
    const kind = intervene(random, { arena: this.#arena, belief: this.#belief }, { side, id });
    this.#parts.count(kind);
    this.told.push(`${kind} ${side} ${id} ${JSON.stringify(this.#belief.first.clock)}`);
  }

  /** Both planes are what the reference says, and the tables are the fold of the log. */
  async finish(): Promise<void> {
    const real = await this.#arena.observer();
    await this.#belief.observe(real);
    const { differences } = await real.workspaces[0].runtime.read(compareWithFold);
    if (differences.length > 0) {
      throw new Mismatch(`the tables are not the fold of the log: ${JSON.stringify(differences)}`);
    }
  }

  async #take(underWay: readonly UnderWay[]): Promise<void> {
    const told = underWay.map(
      ({ command, answer }) => `${JSON.stringify(command)} → ${JSON.stringify(answer)}`,
    );
    this.told.push(told.join(' | '));
    await this.#belief.take(underWay, this.#arena);
  }

  #draw(random: Random, anyVerb = false): Draw {
    const focus = this.#focus && { ...this.#focus, anyVerb };
    const draw = drawCommand(random, this.#belief.first, focus);
    this.#focus = draw;
    return draw;
  }

  /** One command an agent, most of them about one task. */
  #drawSeveral(random: Random): Command[] {
    const size = random.pick(SIZES);
    const drawn = new Map<string, Command>();
    for (let tries = 0; tries < 4 * size && drawn.size < size; tries += 1) {
      // What does not fit now may fit when another's command has been done.
      const { command } = this.#draw(random, random.below(2) === 0);
      // Of two who died over a new task, nobody could tell whose the one is that was made.
      const isSecond = command.verb === 'create' && [...drawn.values()].some(({ verb }) => verb === 'create');
      if (!drawn.has(command.actor) && !isSecond && !isDatedByOrder(this.#belief.first, command)) {
        drawn.set(command.actor, command);
      }
    }
    return [...drawn.values()];
  }
}
