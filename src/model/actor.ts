export const ACTOR_KINDS = ['human', 'ai', 'ci', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Who acts, as `kind:name`. */
export type ActorId = `${ActorKind}:${string}`;

const NAME = /^[A-Za-z0-9._-]{1,64}$/u;
const MAX_NAME = 64;

/** The actor of what Lodestar does of its own accord. */
export const SYSTEM_ACTOR: ActorId = 'system:lodestar';

export function isActorName(text: string): boolean {
  return NAME.test(text);
}

/** `kind:name`, or `undefined` when the text is none. */
export function parseActorId(text: string): ActorId | undefined {
  const colon = text.indexOf(':');
  const kind = text.slice(0, colon);
  const known = ACTOR_KINDS.some((each) => each === kind);
  return colon > 0 && known && isActorName(text.slice(colon + 1)) ? (text as ActorId) : undefined;
}

export function actorKind(actor: string): ActorKind | undefined {
  const id = parseActorId(actor);
  return id === undefined ? undefined : (id.slice(0, id.indexOf(':')) as ActorKind);
}

export function actorName(actor: string): string {
  return actor.slice(actor.indexOf(':') + 1);
}

/** A person's name as the name of an actor: `Ada Lovelace` → `ada-lovelace`; empty when nothing usable is left. */
export function slugOfName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/gu, '-')
    .replace(/^-+|(?<!-)-+$/gu, '')
    .slice(0, MAX_NAME);
}
