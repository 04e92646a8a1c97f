import { emptyRuntime, STATUSES, type Clock, type World } from '../../simulation/reference-world.ts';
import type { Random } from '../../support/random.ts';
import type { Arena } from './arena.ts';
import type { Belief } from './belief.ts';

const TIME = 'clocks that moved on';
const WALL = 'wall clocks that jumped';
const BOOT = 'boots';
const HAND = 'edits by hand';
const PULL = 'pulls';
const BRANCH = 'switched branches';
const RUNTIME = 'removed runtimes';
const KINDS = [TIME, TIME, TIME, WALL, BOOT, HAND, PULL, BRANCH, RUNTIME] as const;

const MINUTE_MS = 60_000;

interface Place {
  readonly side: 0 | 1;
  readonly id: string;
}

function setClock(arena: Arena, belief: Belief, clock: Clock): void {
  arena.setClock(clock);
  belief.change((world) => Object.assign(world.clock, clock));
}

function switchBranch({ checkouts, elsewhere }: World, side: 0 | 1): void {
  if (elsewhere !== undefined) {
    [checkouts[side], elsewhere[side]] = [elsewhere[side], checkouts[side]];
  }
}

/** What happens beside commands: time, people with editors, Git, and somebody who removes the runtime. Answers its kind. */
export function intervene(
  random: Random,
  { arena, belief }: { arena: Arena; belief: Belief },
  { side, id }: Place,
): string {
  const kind = random.pick(KINDS);
  switch (kind) {
    case TIME: {
      const byMs = random.below(8 * MINUTE_MS);
      const { wallMs, monotonicMs, boot } = arena.clock;
      setClock(arena, belief, { wallMs: wallMs + byMs, monotonicMs: monotonicMs + byMs, boot });
      break;
    }
    case WALL: {
      const byMs = random.below(120 * MINUTE_MS) - 60 * MINUTE_MS;
      setClock(arena, belief, { ...arena.clock, wallMs: arena.clock.wallMs + byMs });
      break;
    }
    case BOOT:
      arena.reboot();
      setClock(arena, belief, arena.clock);
      break;
    case HAND:
      if (belief.first.checkouts[side].has(id)) {
        const status = random.pick(STATUSES);
        arena.editStatusByHand(side, id, status);
        belief.change((world) => Object.assign(world.checkouts[side].get(id) ?? {}, { status }));
      }
      break;
    case PULL:
      arena.pull(side);
      belief.change(
        (world) => (world.checkouts[side] = structuredClone(world.checkouts[side === 0 ? 1 : 0])),
      );
      break;
    case BRANCH:
      arena.switchBranch(side);
      belief.change((world) => switchBranch(world, side));
      break;
    case RUNTIME:
      arena.removeRuntime();
      belief.change((world) => (world.runtime = emptyRuntime()));
  }
  return kind;
}
