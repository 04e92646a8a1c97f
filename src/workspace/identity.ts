import { LodestarError } from '../errors.ts';
import {
  ACTOR_KINDS,
  actorName,
  isActorName,
  parseActorId,
  slugOfName,
  type ActorId,
} from '../model/actor.ts';
import { nearMisses } from '../util/near-miss.ts';

export interface IdentityInput {
  /** `--as`, as written. */
  readonly flag?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command writes: it may not be told by a name that nobody has. */
  readonly writing: boolean;
  /** The actors that this runtime has seen; asked only for a bare name. */
  readonly knownActors: () => Promise<readonly string[]>;
  /** Git's `user.name`; asked only where neither flag nor variable is given. */
  readonly gitUserName: () => Promise<string | null>;
  /** The name of the user of the operating system; may throw where the user has no entry there. */
  readonly osUser: () => string;
}

export interface Identity {
  readonly actor: ActorId;
  readonly from: 'flag' | 'env' | 'git' | 'os';
  readonly warnings: readonly { readonly code: 'actor-unknown'; readonly message: string }[];
}

/** What telling a name needs. */
type NameInput = Pick<IdentityInput, 'writing' | 'knownActors'>;
type Stated = Pick<Identity, 'actor' | 'warnings'>;

const FORM = `\`kind:name\`, the kind one of ${ACTOR_KINDS.join(', ')}, the name of letters, digits, \`.\`, \`_\` and \`-\`, at most 64`;

function invalidActor(text: string, origin: string): LodestarError {
  return new LodestarError('USAGE', `${origin} names no actor: ${JSON.stringify(text)}.`, {
    details: { value: text },
    hint: `Write ${FORM}.`,
  });
}

function ambiguousName(name: string, actors: readonly string[]): LodestarError {
  return new LodestarError('USAGE', `${name} is the name of more than one actor: ${actors.join(', ')}.`, {
    details: { value: name, actors },
    hint: `Write the kind as well: ${actors.join(' or ')}.`,
  });
}

function unknownName(name: string, known: readonly string[]): LodestarError {
  const near = new Set(nearMisses(name, known.map(actorName)));
  const candidates = known.filter((actor) => near.has(actorName(actor)));
  const meant = candidates.length === 0 ? '' : ` Did you mean ${candidates.join(' or ')}?`;
  return new LodestarError('ACTOR_NOT_FOUND', `No known actor is named ${name}.${meant}`, {
    details: { name, candidates },
    hint: `Write the kind as well (\`ai:${name}\`, \`human:${name}\`), or join with \`lodestar agent join\`.`,
  });
}

async function resolveName(name: string, input: NameInput): Promise<Stated> {
  const known = await input.knownActors();
  const actors = known.flatMap((actor) => (actorName(actor) === name ? (parseActorId(actor) ?? []) : []));
  const [actor, ...others] = actors;
  if (others.length > 0) {
    throw ambiguousName(name, actors);
  }
  if (actor !== undefined) {
    return { actor, warnings: [] };
  }
  if (input.writing) {
    throw unknownName(name, known);
  }
  const assumed: ActorId = `human:${name}`;
  const message = `No known actor is named ${name}; reading as ${assumed}.`;
  return { actor: assumed, warnings: [{ code: 'actor-unknown', message }] };
}

/** What a person or an agent wrote: `kind:name`, known or not, or the bare name of a known actor. */
export async function resolveStated(text: string, origin: string, input: NameInput): Promise<Stated> {
  const actor = parseActorId(text);
  if (actor !== undefined) {
    return { actor, warnings: [] };
  }
  if (!isActorName(text)) {
    throw invalidActor(text, origin);
  }
  return await resolveName(text, input);
}

/** A user without an entry in the system's list, as in many containers, is whom the environment says. */
function systemUser(input: IdentityInput): string {
  try {
    return input.osUser();
  } catch {
    return input.env.USER ?? input.env.LOGNAME ?? '';
  }
}

function humanActor(name: string | null): ActorId | undefined {
  return parseActorId(`human:${slugOfName(name ?? '')}`);
}

/**
 * Who acts: `--as`, else `LODESTAR_AGENT`, else Git's user as a person, else the user of the operating system
 * (`human:unknown` when nothing usable is left of that). An empty variable counts as not set.
 * @throws LodestarError `USAGE` for what is no actor and for a name that two actors have; `ACTOR_NOT_FOUND` for a bare
 * name that nobody has, when the command writes.
 */
export async function resolveIdentity(input: IdentityInput): Promise<Identity> {
  if (input.flag !== undefined) {
    return { ...(await resolveStated(input.flag, '--as', input)), from: 'flag' };
  }
  const variable = input.env.LODESTAR_AGENT ?? '';
  if (variable !== '') {
    return { ...(await resolveStated(variable, 'LODESTAR_AGENT', input)), from: 'env' };
  }
  const gitActor = humanActor(await input.gitUserName());
  if (gitActor !== undefined) {
    return { actor: gitActor, from: 'git', warnings: [] };
  }
  return { actor: humanActor(systemUser(input)) ?? 'human:unknown', from: 'os', warnings: [] };
}
