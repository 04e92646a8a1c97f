import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { custom } from '@oclif/core/flags';
import { LodestarError } from '../errors.ts';
import { pause } from './pause.ts';
import { usageError } from './usage-error.ts';

/** More than any text of a task needs; `@/dev/zero` must not fill the memory. */
const MAX_BYTES = 8 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
const STDIN = 0;
const RETRY_MS = 5;

/** Also what marks a text flag: its value is read after parsing, when the folder to start from is known. */
async function keepText(input: string): Promise<string> {
  return input;
}

/**
 * A flag whose value is text: as it is, `-` for standard input, `@FILE` for a file, `@@…` for text that begins with `@`.
 * Where it may be repeated, each value is read for itself.
 */
export const textFlag = custom<string>({ parse: keepText, helpValue: 'TEXT' });

export function isTextFlag(definition: { readonly parse?: unknown }): boolean {
  return definition.parse === keepText;
}

function readChunk(fd: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(fd, chunk, 0, chunk.length, null);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EOF') {
        return 0;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
      pause(RETRY_MS);
    }
  }
}

function readAll(fd: number, name: string): Buffer {
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const count = readChunk(fd, chunk);
    if (count === 0) {
      return Buffer.concat(parts);
    }
    size += count;
    if (size > MAX_BYTES) {
      throw new LodestarError('INPUT_INVALID', `${name} is longer than ${MAX_BYTES / 1024 / 1024} MiB`);
    }
    parts.push(chunk.subarray(0, count));
  }
}

/** UTF-8 text without its last line end, which editors and `echo` add. */
function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/u, '');
  } catch (cause) {
    throw new LodestarError('INPUT_INVALID', `${name} is not UTF-8 text`, { cause });
  }
}

function readFile(name: string, dir: string): string {
  const path = resolve(dir, name);
  try {
    const fd = openSync(path, 'r');
    try {
      return decode(readAll(fd, name), name);
    } finally {
      closeSync(fd);
    }
  } catch (cause) {
    if (cause instanceof LodestarError) {
      throw cause;
    }
    throw new LodestarError('FILE_NOT_FOUND', `cannot read ${name}: ${cause instanceof Error ? cause.message : ''}`, {
      details: { path },
      hint: 'Check the path; write `@@` for text that begins with `@`.',
      cause,
    });
  }
}

/** Reads text arguments; standard input can be read once in a call. */
export class TextInput {
  readonly #dir: string;
  #stdinTakenBy: string | undefined;

  /** `dir`: where the names of files start from. */
  constructor(dir: string) {
    this.#dir = dir;
  }

  /** The text that a value stands for. `name` is the flag or argument, for messages. FILE_NOT_FOUND, INPUT_INVALID, USAGE. */
  read(value: string, name: string): string {
    if (value === '-') {
      return this.#readStdin(name);
    }
    if (value.startsWith('@@')) {
      return value.slice(1);
    }
    return value.startsWith('@') && value.length > 1 ? readFile(value.slice(1), this.#dir) : value;
  }

  #readStdin(name: string): string {
    if (this.#stdinTakenBy !== undefined) {
      throw usageError(`${name} and ${this.#stdinTakenBy} cannot both be read from standard input`);
    }
    this.#stdinTakenBy = name;
    return decode(readAll(STDIN, 'standard input'), 'standard input');
  }
}
