import { escapeJson } from '../../util/escape-json.ts';

/** A value as JSON in one line, with nothing in it that a terminal would obey. */
export function jsonText(value: unknown): string {
  return escapeJson(JSON.stringify(value));
}

/** Writes the items of an array one a line: what comes before each of them. */
export class Separator {
  #isFirst = true;

  begin(): void {
    this.#isFirst = true;
  }

  next(): string {
    const text = this.#isFirst ? '\n' : ',\n';
    this.#isFirst = false;
    return text;
  }
}
