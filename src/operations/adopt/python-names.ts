import { ACTOR_KINDS, parseActorId, slugOfName, type ActorId } from '../../model/actor.ts';
import type { PythonAgent } from '../../runtime/python-runtime.ts';
import type { ActorRecord } from '../../runtime/tables/actor.ts';

/** The key of `session_meta` that says which agent of the Python lodestar an actor was. */
export const PYTHON_ID = 'python_agent_id';

const MAX_NAME = 64;

function actorOf(name: string): ActorId {
  return parseActorId(`ai:${name}`) ?? 'ai:python';
}

/** A name with the id behind it, which no other agent has. */
function withId(name: string, id: string): string {
  const end = slugOfName(id) || 'python';
  return name === '' ? end : `${name.slice(0, MAX_NAME - 1 - end.length)}-${end}`.slice(0, MAX_NAME);
}

/**
 * Who each id of a Python lodestar is here: the actor that was made of it before, else `ai:` and its display name, with
 * the id behind where another has that name. An id without an agent is `ai:` and the id; one that is an actor's already stays.
 */
export class PythonNames {
  readonly #actors = new Map<string, ActorId>();
  readonly #taken: Set<string>;

  constructor(agents: readonly PythonAgent[], known: readonly ActorRecord[]) {
    this.#taken = new Set(known.map(({ actor }) => actor));
    for (const { actor, sessionMeta } of known) {
      const id = sessionMeta[PYTHON_ID];
      const parsed = parseActorId(actor);
      if (typeof id === 'string' && parsed !== undefined) {
        this.#actors.set(id, parsed);
      }
    }
    for (const { agent_id: id, display_name: name } of agents) {
      this.#name(id, slugOfName(name));
    }
  }

  of(id: string): ActorId {
    const isActor = ACTOR_KINDS.some((kind) => id.startsWith(`${kind}:`));
    return this.#actors.get(id) ?? (isActor ? parseActorId(id) : undefined) ?? actorOf(slugOfName(id));
  }

  #name(id: string, name: string): ActorId {
    const present = this.#actors.get(id);
    if (present !== undefined) {
      return present;
    }
    const bare = name === '' ? undefined : actorOf(name);
    const actor = bare === undefined || this.#taken.has(bare) ? actorOf(withId(name, id)) : bare;
    this.#taken.add(actor);
    this.#actors.set(id, actor);
    return actor;
  }
}
