import { emptyRuntime, STATUSES, type Clock, type World } from '../../simulation/reference-world.ts';
import type { Random } from '../../support/random.ts';
import type { Arena } from './arena.ts';
import type { Belief } from './belief.ts';

const KINDS = ['time', 'time', 'time', 'wall', 'boot', 'hand', 'pull', 'branch', 'runtime'] as const;
type Kind = (typeof KINDS)[number];

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
): Kind {
  const kind = random.pick(KINDS);
  switch (kind) {
    case 'time': {
      const byMs = random.below(8 * MINUTE_MS);
      const { wallMs, monotonicMs, boot } = arena.clock;
      setClock(arena, belief, { wallMs: wallMs + byMs, monotonicMs: monotonicMs + byMs, boot });
      break;
    }
    case 'wall': {
      const byMs = random.below(120 * MINUTE_MS) - 60 * MINUTE_MS;
      setClock(arena, belief, { ...arena.clock, wallMs: arena.clock.wallMs + byMs });
      break;
    }
    case 'boot':
      arena.reboot();
      setClock(arena, belief, arena.clock);
      break;
    case 'hand':
      if (belief.first.checkouts[side].has(id)) {
        const status = random.pick(STATUSES);
        arena.editStatusByHand(side, id, status);
        belief.change((world) => Object.assign(world.checkouts[side].get(id) ?? {}, { status }));
      }
      break;
    case 'pull':
      arena.pull(side);
      belief.change(
        (world) => (world.checkouts[side] = structuredClone(world.checkouts[side === 0 ? 1 : 0])),
      );
      break;
    case 'branch':
      arena.switchBranch(side);
      belief.change((world) => switchBranch(world, side));
      break;
    case 'runtime':
      arena.removeRuntime();
      belief.change((world) => (world.runtime = emptyRuntime()));
  }
  return kind;
}
