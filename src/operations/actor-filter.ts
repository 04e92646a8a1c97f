import { LodestarError } from '../errors.ts';
import { actorName, parseActorId } from '../model/actor.ts';
import { listActors } from '../runtime/tables/actor.ts';
import type { RuntimeContext } from './context.ts';
import type { Warning } from './outcome.ts';

export interface ActorFilter {
  /** `undefined` where nobody was named. */
  readonly actor: string | undefined;
  readonly warnings: readonly Warning[];
}

/**
 * Whom a filter means: `kind:name`, or the one known actor of a bare name. A name that nobody has finds nothing and is a
 * warning. Errors: USAGE where two actors have the name.
 */
export async function resolveActorFilter(
  context: RuntimeContext,
  text: string | undefined,
): Promise<ActorFilter> {
  if (text === undefined || parseActorId(text) !== undefined) {
    return { actor: text, warnings: [] };
  }
  const known = (await context.runtime.read(listActors)).map((row) => row.actor);
  const [actor, ...others] = known.filter((each) => actorName(each) === text);
  if (actor === undefined) {
    return { actor: text, warnings: [{ code: 'actor-unknown', message: `no known actor is named ${text}` }] };
  }
  if (others.length > 0) {
    const actors = [actor, ...others];
    throw new LodestarError('USAGE', `${text} is the name of more than one actor: ${actors.join(', ')}`, {
      details: { value: text, actors },
      hint: `Write the kind as well: ${actors.join(' or ')}.`,
    });
  }
  return { actor, warnings: [] };
}
