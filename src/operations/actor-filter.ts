import { LodestarError } from '../errors.ts';
import { actorName, parseActorId } from '../model/actor.ts';
import { listActors } from '../runtime/tables/actor.ts';
import { nearMisses } from '../util/near-miss.ts';
import type { RuntimeContext } from './context.ts';

/** Of a filter, and of what is to be shown. */
type UnknownCode = 'USAGE' | 'ACTOR_NOT_FOUND';

function unknownActor(text: string, known: readonly string[], code: UnknownCode): LodestarError {
  const near = nearMisses(text, parseActorId(text) === undefined ? known.map(actorName) : known);
  const meant = known.filter((actor) => near.includes(actor) || near.includes(actorName(actor)));
  const valid = known.length === 0 ? 'Nobody has acted in this runtime yet.' : `Known: ${known.join(', ')}.`;
  return new LodestarError(code, `no known actor is ${JSON.stringify(text)}`, {
    details: { value: text, near_misses: meant, valid: known },
    hint: meant.length === 0 ? valid : `Did you mean ${meant.join(' or ')}? ${valid}`,
  });
}

/**
 * Whom a filter means: `kind:name`, or the one known actor of a bare name; `undefined` where nobody was named. Errors: `code`
 * where nobody known is meant, USAGE where two actors have the name. Who asks may ask for themselves before they have done anything.
 */
export async function resolveActorFilter(
  context: RuntimeContext,
  text: string | undefined,
  code: UnknownCode = 'USAGE',
): Promise<string | undefined> {
  if (text === undefined || text === context.actor || context.runtime.mode === 'unavailable') {
    return text;
  }
  const known = (await context.runtime.read(listActors)).map((row) => row.actor);
  const isBare = parseActorId(text) === undefined;
  const [actor, ...others] = known.filter((each) => (isBare ? actorName(each) : each) === text);
  if (actor === undefined) {
    throw unknownActor(text, known, code);
  }
  if (others.length > 0) {
    const actors = [actor, ...others];
    throw new LodestarError('USAGE', `${text} is the name of more than one actor: ${actors.join(', ')}`, {
      details: { value: text, actors },
      hint: `Write the kind as well: ${actors.join(' or ')}.`,
    });
  }
  return actor;
}
