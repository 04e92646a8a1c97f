import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { FoundSecret } from './secret-rule.ts';

/** A variable whose value is secret by its name. */
const SECRET_NAME = /TOKEN|KEY|SECRET|PASSW/iu;
/** Another name may hold anything, so it is not shown. */
const PLAIN_NAME = /^\w{1,64}$/u;

/** A shorter value (`true`, a port) is found in texts that do not mean it. */
const MIN_LENGTH = 8;
/** So is a word, as where a password is `postgres`; what is longer than any is none. */
const WORD = /^(?:[a-z]{1,15}|[A-Z]{1,15}|[A-Z][a-z]{1,14})$/u;

/** The values of the environment that must not be stored or printed, and the names of their variables. */
export class EnvironmentSecrets {
  readonly #values: readonly (readonly [name: string, value: string])[];

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#values = Object.entries(env).flatMap(([name, value = '']): [string, string][] => {
      if (!SECRET_NAME.test(name) || value.length < MIN_LENGTH || WORD.test(value)) {
        return [];
      }
      const encoded = encodeIfPossible(value);
      return encoded === value
        ? [[name, value]]
        : [
            [name, value],
            [name, encoded],
          ];
    });
  }

  /** A value that is the path of something (a folder of keys) is no secret itself. */
  find(text: string): FoundSecret[] {
    return this.#values
      .filter(([, value]) => text.includes(value) && !(isAbsolute(value) && existsSync(value)))
      .flatMap(([name, value]) => {
        const kind = PLAIN_NAME.test(name) ? `value-of-${name}` : 'value-of-a-variable';
        return placesOf(text, value).map((start) => ({ kind, start, end: start + value.length }));
      });
  }
}

/** As it stands in an address. A lone surrogate has no such form. */
function encodeIfPossible(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return value;
  }
}

function placesOf(text: string, part: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) {
    places.push(at);
  }
  return places;
}
