import { LodestarError } from '../../errors.ts';
import { listActors } from '../../runtime/tables/actor.ts';
import { recipientOfAgent, recipientOfTask } from '../../runtime/tables/message.ts';
import type { Message } from '../../runtime/tables/message-list.ts';
import { resolveStated } from '../../workspace/identity.ts';
import type { RuntimeContext } from '../context.ts';
import type { Warning } from '../outcome.ts';

/** Where a message goes. */
interface Address {
  /** `task:ID`, `agent:ACTOR` or `all`. */
  readonly recipient: string;
  readonly taskId: string | null;
}

interface StatedAddress {
  readonly task?: string | undefined;
  /** An actor, as `kind:name`. */
  readonly to?: string | undefined;
  readonly all: boolean;
}

/** Whom a name means, `kind:name` or that of a known actor; a warning where nobody of it was seen yet. ACTOR_NOT_FOUND, USAGE. */
export async function resolveRecipient(
  context: RuntimeContext,
  name: string | undefined,
): Promise<{ actor: string | undefined; warnings: readonly Warning[] }> {
  if (name === undefined) {
    return { actor: undefined, warnings: [] };
  }
  const known = (await context.runtime.read(listActors)).map((row) => row.actor);
  const knownActors = async (): Promise<readonly string[]> => Promise.resolve(known);
  const { actor } = await resolveStated(name, '--to', { writing: true, knownActors });
  const unknown = { code: 'actor-unknown', message: `${actor} was not seen in this runtime yet` };
  return { actor, warnings: known.includes(actor) ? [] : [unknown] };
}

/** An answer goes to the thread, or to everybody, as what it answers did; what came to one actor goes back to the other. */
function recipientOfReply({ recipient, actor }: Message, sender: string): string {
  const cameToSender = recipient.startsWith('agent:') && actor !== sender;
  return cameToSender ? recipientOfAgent(actor) : recipient;
}

/** Where a message goes: where it is told to, else where what it answers leads. USAGE where nothing says that. */
export function requireAddress(
  { task, to, all }: StatedAddress,
  { answered, sender }: { readonly answered: Message | undefined; readonly sender: string },
): Address {
  const taskId = task ?? answered?.taskId ?? null;
  if (all) {
    return { recipient: 'all', taskId };
  }
  if (to !== undefined) {
    return { recipient: recipientOfAgent(to), taskId };
  }
  if (task !== undefined) {
    return { recipient: recipientOfTask(task), taskId };
  }
  if (answered !== undefined) {
    return { recipient: recipientOfReply(answered, sender), taskId };
  }
  throw new LodestarError('USAGE', 'say whom the message is for: --task ID, --to ACTOR or --all', {
    hint: 'Read `lodestar msg send --help`.',
  });
}
