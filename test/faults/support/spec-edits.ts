import type { Random } from '../../support/random.ts';

/** One edit of the spec, as `spec-writer.mjs` makes it. */
export interface Edit {
  readonly verb: 'create' | 'label' | 'title' | 'delete' | 'settle';
  readonly ids: readonly string[];
  /** The new title, or the label that is added. */
  readonly text: string;
}

/** What `spec-writer.mjs` prints. */
export type WriterLine =
  | { readonly kind: 'trying'; readonly edit: Edit }
  /** Another writer was in the way for long; it is tried again. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'done'; readonly edit: Edit; readonly code: string; readonly tookMs: number };

/** Whether an edit was acknowledged; of one whose writer was killed nobody knows. */
export interface Attempt {
  readonly edit: Edit;
  readonly isSure: boolean;
}

const SHARED_TASKS = 24;
export const SHARED_IDS: readonly string[] = Array.from(
  { length: SHARED_TASKS },
  (_, index) => `S${index + 1}`,
);

function sharedTask(id: string, note: () => string): string[] {
  return [
    '',
    `  # about ${id}: ${note()}`,
    `  ${id}:   # ${note()}`,
    `    title: 'Shared ${id}'   # ${note()}`,
    `    # ${note()}`,
    '    status: ready',
    '    labels:',
    `      - first   # ${note()}`,
    `    # ${note()}`,
  ];
}

/** A spec with comments in every place where one can stand, each with a number of its own. */
export function commentedSpec(): string {
  let notes = 0;
  const note = () => `note ${(notes += 1)}`;
  return [
    `# ${note()}`,
    'project:',
    `  name: plan   # ${note()}`,
    `tasks:   # ${note()}`,
    ...SHARED_IDS.flatMap((id) => sharedTask(id, note)),
    '',
    `# ${note()}`,
    '',
  ].join('\n');
}

export function notesOf(text: string): string[] {
  return [...text.matchAll(/note \d+$/gmu)].map(([note]) => note);
}

const VERBS = [
  'create',
  'create',
  'create',
  'label',
  'label',
  'labels',
  'labels',
  'title',
  'delete',
  'settle',
] as const;

/** Distinct shared tasks. */
function pickShared(random: Random, count: number): string[] {
  const first = random.below(SHARED_IDS.length);
  return Array.from(
    { length: count },
    (_, index) => SHARED_IDS[(first + 5 * index) % SHARED_IDS.length] ?? '',
  );
}

/** Edits of all kinds for one writer: on tasks of its own, and labels of its own on tasks that all share. */
export function planEdits(random: Random, { writer, count }: { writer: number; count: number }): Edit[] {
  const own: string[] = [];
  return Array.from({ length: count }, (_, index): Edit => {
    const name = `W${writer}-${index}`;
    const verb = random.pick(VERBS);
    if (verb === 'label' || verb === 'labels') {
      return { verb: 'label', ids: pickShared(random, verb === 'label' ? 1 : 3), text: name.toLowerCase() };
    }
    const id = own.at(-1);
    if (verb === 'create' || id === undefined) {
      own.push(name);
      return { verb: 'create', ids: [name], text: `Made by ${name}` };
    }
    if (verb !== 'title') {
      own.pop();
    }
    return { verb, ids: [id], text: `Changed by ${name}` };
  });
}
