/** The event that a message came with: the runtime that made it, and its number there. */
export interface MessageKey {
  readonly origin: string;
  readonly n: number;
}

const PATTERN = /^(?<origin>[0-9a-z]+)\.(?<n>[1-9]\d{0,14})$/u;

/** `<origin>.<n>`: names a message wherever it goes. */
export function formatMessageId({ origin, n }: MessageKey): string {
  return `${origin}.${String(n)}`;
}

/** `undefined` when the text is no message's id. */
export function parseMessageId(text: string): MessageKey | undefined {
  const { origin, n } = PATTERN.exec(text)?.groups ?? {};
  return origin === undefined ? undefined : { origin, n: Number(n) };
}
