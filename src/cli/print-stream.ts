import { escapeJson } from '../util/escape-json.ts';
import type { PrintOptions } from './print-options.ts';
import { renderDisplay } from './render-display.ts';
import type { Rendered } from './ui/text.ts';
import type { Ui } from './ui/ui.ts';
import { STDOUT, writeOut } from './write-out.ts';

export interface StreamOptions<Value> extends PrintOptions {
  readonly display: (value: Value, ui: Ui) => Rendered;
}

/** Prints each value as it comes, one JSON value a line or as people read it; returns when nobody reads any more. */
export async function printStream<Value>(
  values: AsyncIterable<Value>,
  options: StreamOptions<Value>,
): Promise<void> {
  for await (const value of values) {
    const line = options.json
      ? `${escapeJson(JSON.stringify(value))}\n`
      : renderDisplay((ui) => options.display(value, ui), process.stdout, options);
    if (writeOut(STDOUT, line) === 'closed') {
      return;
    }
  }
}
