import {
  blockTask,
  cancelTask,
  createTask,
  deleteTask,
  readyTasks,
  reopenTask,
  settle,
  updateTasks,
  type OperationContext,
} from '../../../src/index.ts';
import type { SpecTask } from '../../../src/model/task.ts';
import { drawFields } from '../../spec/support/spec-edits.ts';
import type { Random } from '../../support/random.ts';
import type { YamlParts } from './yaml-parts.ts';

/** Fields of tasks, as they stand in the file. */
type RawFields = Readonly<Record<string, unknown>>;

/** An edit of the spec through the embedding API, and what the spec has to say then. */
export interface DrawnEdit {
  readonly kind: string;
  /** As it is told when something is wrong. */
  readonly told: object;
  /** The tasks that may change, each with the fields that have to be there; a new one is among them. */
  readonly means: ReadonlyMap<string, RawFields>;
  /** Fields whose new values are Lodestar's own. */
  readonly own: readonly string[];
  readonly isAddition: boolean;
  /** It may not fit the status that the task has. */
  readonly mayBeRefused: boolean;
  run(context: OperationContext): Promise<unknown>;
}

const REASON = 'because: "it" is # so';
const LONG = 'long enough for a tool to fold it '.repeat(20).trim();
const TEXTS = [
  LONG,
  '漢字 — “ü” 🚀',
  'tab\tin text',
  '&anchor *alias !tag',
  '- a\n- b\n',
  '\n  indented\n\n',
  'a\r b',
];
const OWN_FIELDS = ['status', 'status_reason'];
const OWN_DATES = ['blocked', 'cancelled', 'reopened'].flatMap((name) => [`${name}_at`, `${name}_by`]);
/** What `task update` sets; the rest has verbs of its own. */
const SETTABLE = ['title', 'description', 'labels', 'locks', 'acceptance_criteria', 'priority'] as const;

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** As much of the task as a draw goes by. */
function asTask(raw: RawFields): SpecTask {
  const { labels, locks, acceptance_criteria } = raw;
  return {
    labels: listOf(labels),
    locks: listOf(locks),
    acceptance_criteria: listOf(acceptance_criteria),
  } as Partial<SpecTask> as SpecTask;
}

function drawSet(random: Random, raw: RawFields): RawFields {
  const drawn = drawFields(random, asTask(raw));
  const set = Object.fromEntries(
    SETTABLE.filter((field) => field in drawn).map((field) => [field, drawn[field]]),
  );
  const others = random.pick<RawFields>([
    {},
    { description: random.pick(TEXTS) },
    { capabilities: random.pick([[], ['typescript'], ['c++', 'a b']]) },
    { lease_ttl: random.pick(['10m', '2h', '']) },
    { external_ref: random.pick(['https://example.org/#7', 'no', '']) },
  ]);
  const all = { ...set, ...others };
  return Object.keys(all).length === 0 ? { title: random.pick(['new', LONG]) } : all;
}

function drawExtra(random: Random): RawFields {
  return random.pick<RawFields>([
    {},
    {},
    { 'x-data': { a: 2, b: [1, 'two', null] } },
    { 'x-n': 1e21, 'x-s': 'yes' },
    { 'x-t': 'a\nb\n' },
    { 'x-data': null },
  ]);
}

function update(random: Random, { tasks }: YamlParts, ids: readonly string[]): DrawnEdit {
  const set = drawSet(random, tasks.get(ids[0] ?? '') ?? {});
  const extra = drawExtra(random);
  return {
    kind: ids.length === 1 ? 'updates' : 'updates of several',
    told: { update: ids, set, extra },
    means: new Map(ids.map((id) => [id, { ...set, ...extra }])),
    own: [],
    isAddition: false,
    mayBeRefused: false,
    run: async (context) => await updateTasks(context, { ids, set, add: {}, remove: {}, extra }),
  };
}

function create(random: Random, { tasks }: YamlParts): DrawnEdit {
  const id = `N-${tasks.size}`;
  const { title = 'made', ...drawn } = drawSet(random, {});
  const text = String(title);
  // An empty text takes a field out of a task that has it.
  const fields = Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== ''));
  return {
    kind: 'new tasks',
    told: { create: id, title, fields },
    means: new Map([[id, { title: text, ...fields, status: 'ready' }]]),
    own: ['created_at'],
    isAddition: true,
    mayBeRefused: false,
    run: async (context) => await createTask(context, { id, title: text, fields, status: 'ready' }),
  };
}

interface VerbDraw {
  readonly kind: string;
  readonly status?: string;
  run(context: OperationContext, id: string): Promise<unknown>;
}

/** What is decided in the runtime comes into the file by `settle`. */
const VERBS: readonly VerbDraw[] = [
  {
    kind: 'deletions',
    status: 'deleted',
    run: async (context, id) => await deleteTask(context, { id, cascade: false }),
  },
  { kind: 'drafts made ready', run: async (context, id) => await readyTasks(context, { ids: [id] }) },
  { kind: 'reopenings', run: async (context, id) => await reopenTask(context, { id, reason: REASON }) },
  {
    kind: 'settled holds',
    status: 'blocked',
    run: async (context, id) => {
      await blockTask(context, { id, reason: REASON });
      return await settle(context, { ids: [id], all: false });
    },
  },
  {
    kind: 'settled cancellations',
    status: 'cancelled',
    run: async (context, id) => {
      await cancelTask(context, { id, reason: REASON });
      return await settle(context, { ids: [id], all: false });
    },
  },
];

function byVerb(random: Random, id: string): DrawnEdit {
  const verb = random.pick(VERBS);
  const { kind, status } = verb;
  return {
    kind,
    told: { [kind]: id },
    means: new Map([[id, status === undefined ? {} : { status }]]),
    own: [...OWN_FIELDS.filter((field) => field !== 'status' || status === undefined), ...OWN_DATES],
    isAddition: false,
    mayBeRefused: true,
    run: async (context) => await verb.run(context, id),
  };
}

/** Any edit of any task of a spec. */
export function drawEdit(random: Random, parts: YamlParts): DrawnEdit {
  const ids = [...parts.tasks.keys()];
  const one = random.pick(ids);
  const kind = random.below(20);
  if (kind < 2) {
    return create(random, parts);
  }
  if (kind < 5) {
    return byVerb(random, one);
  }
  return update(random, parts, kind < 8 ? [...new Set([one, random.pick(ids)])] : [one]);
}
