import type { Sides } from '../../../../src/model/merge-sides.ts';

/** Three versions of a spec. */
export interface MergeCase extends Sides<string> {
  readonly name: string;
}

/** A plan with a bit of everything. */
export const BASE = `# The plan of a small service.
project:
  name: demo
  default_branch: main

tasks:
  T001:
    title: Store the sessions
    description: |
      They are few.

      They are small.

      They are short.
    acceptance_criteria:
    - Sessions survive a restart
    - Old sessions go
    labels: [store, api]
    locks:
    - src/store/**
    status: ready
    created_at: '2026-01-01T09:00:00.000Z'

  # What people see first.
  T002:
    title: Show the page
    depends_on: [T001]
    priority: 50
    status: ready
    created_at: '2026-01-02T09:00:00.000Z'

  T003:
    title: Send the mail
    depends_on:
    - T001 # the address is there
    status: done
    created_at: '2026-01-03T09:00:00.000Z'
    completed_by: ai:one
    completed_at: '2026-01-05T09:00:00.000Z'
    x-estimate: 3

  # --- later ---

  T004:
    title: Count the visits
    status: todo
    created_at: '2026-01-04T09:00:00.000Z'

features:
  web: [T001, T002]
`;

export type Change = (text: string) => string;

/** Puts one text in place of another, which has to be there. */
export function swap(from: string, to: string): Change {
  return (text) => {
    if (!text.includes(from)) {
      throw new Error(`not in the text: ${from}`);
    }
    return text.replace(from, () => to);
  };
}

export function all(...changes: readonly Change[]): Change {
  return (text) => changes.reduce((each, change) => change(each), text);
}

export function taskText(id: string, day: string, more = ''): string {
  return `  ${id}:\n    title: Work of ${id}\n${more}    status: ready\n    created_at: '2026-02-${day}T09:00:00.000Z'\n`;
}

const FOOTER = '\nfeatures:';

/** Behind the last task. */
export function append(...blocks: readonly string[]): Change {
  return swap(FOOTER, `${blocks.map((block) => `\n${block}`).join('')}${FOOTER}`);
}

/** Without the block that begins with `  ID:` or its comment, up to the next blank line. */
export function without(first: string): Change {
  return (text) => {
    const start = text.indexOf(first);
    const end = text.indexOf('\n\n  ', start + first.length);
    return text.slice(0, start) + text.slice(end + 2);
  };
}

export const removeT004: Change = swap(
  "  T004:\n    title: Count the visits\n    status: todo\n    created_at: '2026-01-04T09:00:00.000Z'\n\n",
  '',
);

export function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

export function of(
  name: string,
  ...[ours, theirs, base = BASE]: readonly [Change, Change, string?]
): MergeCase {
  return { name, base, ours: ours(base), theirs: theirs(base) };
}

export const DONE_AT = "    completed_at: '2026-01-05T09:00:00.000Z'\n";
export const TITLE = 'title: Store the sessions';
export const READY = "    status: ready\n    created_at: '2026-01-02T09:00:00.000Z'\n";
export const CREATED_2 = "created_at: '2026-01-02T09:00:00.000Z'\n";

export function settled(by: string, day: string): Change {
  return all(
    swap('status: done', 'status: verified'),
    swap(DONE_AT, `${DONE_AT}    verified_by: ${by}\n    verified_at: '2026-01-${day}T09:00:00.000Z'\n`),
  );
}
