import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { LodestarError } from '../errors.ts';
import { usageError } from './usage-error.ts';

/** More than any text of a task needs; `@/dev/zero` must not fill the memory. */
const MAX_BYTES = 8 * 1024 * 1024;
const STDIN_NAME = 'standard input';

interface Source {
  readonly stream: Readable;
  /** For messages. */
  readonly name: string;
  readonly maxBytes: number;
}

/** Reads to the end without blocking, so that ^C ends the wait for a person who types. INPUT_INVALID. */
async function readAll({ stream, name, maxBytes }: Source): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new LodestarError('INPUT_INVALID', `${name} is longer than ${maxBytes / 1024 / 1024} MiB`);
    }
    parts.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch (cause) {
    throw new LodestarError('INPUT_INVALID', `${name} is not UTF-8 text`, { cause });
  }
}

async function readFile(name: string, path: string): Promise<string> {
  try {
    return await readAll({ stream: createReadStream(path), name, maxBytes: MAX_BYTES });
  } catch (cause) {
    if (cause instanceof LodestarError) {
      throw cause;
    }
    throw new LodestarError('FILE_NOT_FOUND', `cannot read ${name}`, {
      details: { path },
      hint: 'Check the path; write `@@` for text that begins with `@`.',
      cause,
    });
  }
}

/** All of standard input as text. INPUT_INVALID: too long, or not UTF-8. */
export async function readStdin(maxBytes: number): Promise<string> {
  return await readAll({ stream: process.stdin, name: STDIN_NAME, maxBytes });
}

/** Editors and `echo` end a text with a line end that nobody means. */
function withoutLastLineEnd(text: string): string {
  return text.replace(/\r?\n$/u, '');
}

/** Reads text arguments; standard input can be read once in a call. */
export class TextInput {
  readonly #dir: string;
  #stdinTakenBy: string | undefined;

  /** `dir`: where the names of files start from. */
  constructor(dir: string) {
    this.#dir = dir;
  }

  /** The text that a value stands for. `name` is the flag, for messages. FILE_NOT_FOUND, INPUT_INVALID, USAGE. */
  async read(value: string, name: string): Promise<string> {
    if (value === '-') {
      return await this.#readStdin(name);
    }
    if (value.startsWith('@@')) {
      return value.slice(1);
    }
    if (value.startsWith('@') && value.length > 1) {
      return withoutLastLineEnd(await readFile(value.slice(1), resolve(this.#dir, value.slice(1))));
    }
    return value;
  }

  async #readStdin(name: string): Promise<string> {
    if (this.#stdinTakenBy !== undefined) {
      throw usageError(`${name} and ${this.#stdinTakenBy} cannot both be read from ${STDIN_NAME}`);
    }
    this.#stdinTakenBy = name;
    return withoutLastLineEnd(await readStdin(MAX_BYTES));
  }
}
