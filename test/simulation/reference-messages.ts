import type { Answer, Command } from './reference-command.ts';
import type { Checkout, Message, World } from './reference-world.ts';

/** Which came first is not told by what they do: worlds that differ in that alone are one. */
function sort(messages: Message[]): void {
  const keys = new Map(messages.map((message) => [message, JSON.stringify(message)]));
  messages.sort((a, b) => ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1));
}

export function put(world: World, message: Omit<Message, 'readBy'>): void {
  const { messages } = world.runtime;
  messages.push({ ...message, readBy: [] });
  sort(messages);
}

/** Leaves a note on the task's thread. */
export function handOff(world: World, id: string, from: string): void {
  put(world, { from, to: `task:${id}`, about: id });
}

function isUnread({ from, readBy }: Message, reader: string): boolean {
  return from !== reader && !readBy.includes(reader);
}

/** What has come for the reader and was not read. */
export function inboxOf({ runtime }: World, reader: string): Message[] {
  const { messages, leases } = runtime;
  const own = [...leases].filter(([, { holder }]) => holder === reader).map(([id]) => `task:${id}`);
  const joined = messages.filter(({ from, to }) => from === reader && to.startsWith('task:'));
  const wanted = new Set(['all', `agent:${reader}`, ...own, ...joined.map(({ to }) => to)]);
  return messages.filter((message) => wanted.has(message.to) && isUnread(message, reader));
}

/** What the reader has still to read of a task: its thread, and what came to the reader about it. */
function unreadOfTask({ runtime }: World, reader: string, id: string): Message[] {
  return runtime.messages.filter(
    (message) =>
      isUnread(message, reader) &&
      (message.to === `task:${id}` || (message.to === `agent:${reader}` && message.about === id)),
  );
}

export function countUnreadOfTask(world: World, reader: string, id: string): number {
  return unreadOfTask(world, reader, id).length;
}

export function send(world: World, checkout: Checkout, command: Extract<Command, { verb: 'send' }>): Answer {
  const { actor, id, to } = command;
  if (id !== undefined && !checkout.has(id)) {
    return { code: 'TASK_NOT_FOUND' };
  }
  put(world, { from: actor, to: to ?? `task:${id ?? ''}`, about: id ?? null });
  return { changed: true };
}

export function read(world: World, checkout: Checkout, command: Extract<Command, { verb: 'read' }>): Answer {
  const { actor, id } = command;
  if (id !== undefined && !checkout.has(id)) {
    return { code: 'TASK_NOT_FOUND' };
  }
  const unread = id === undefined ? inboxOf(world, actor) : unreadOfTask(world, actor, id);
  for (const { readBy } of unread) {
    readBy.push(actor);
    readBy.sort();
  }
  sort(world.runtime.messages);
  return { changed: unread.length > 0, count: unread.length };
}
