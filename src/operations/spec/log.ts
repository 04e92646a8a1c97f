import { canAsk } from '../../git/commands.ts';
import { readBlob } from '../../git/blobs.ts';
import {
  listFileCommits,
  listTrailerCommits,
  placesInHistory,
  type FileCommit,
} from '../../git/file-history.ts';
import type { Repository } from '../../git/repository.ts';
import { LodestarError } from '../../errors.ts';
import { NO_PLAN, type Plan } from '../../model/plan.ts';
import { diffPlans, type PlanDiff } from '../../model/plan-diff.ts';
import type { Status } from '../../model/status.ts';
import type { SpecTask } from '../../model/task.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { SpecContent } from '../../spec/spec-content.ts';
import type { FolderContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { planOf } from './read-version.ts';
import { findSpecPlace, requireRepository, revisionNotFound } from './spec-place.ts';

/** Names the tasks that a commit is about, in its message. */
const TASK_TRAILER = 'Lodestar-Task';

export interface SpecLogInput {
  /** Only what became of this task, also under the ids that it had before. */
  readonly id?: string | undefined;
  readonly limit: number;
}

/** What a commit did to a task. */
export interface LoggedChange {
  readonly id: string;
  readonly title: string;
  readonly change: 'added' | 'removed' | 'changed' | 'renamed';
  /** The id that it had; null where that stayed. */
  readonly renamed_from: string | null;
  readonly status_before: Status | null;
  readonly status: Status | null;
  /** Names of the changed fields. */
  readonly fields: readonly string[];
}

export interface LoggedCommit {
  readonly commit: string;
  readonly author: string;
  readonly at: string;
  readonly subject: string;
  /** Of the spec in that commit; null where the commit did not touch it. */
  readonly file: string | null;
  readonly changes: readonly LoggedChange[];
  /** Tasks that its message names. */
  readonly trailers: readonly string[];
}

export interface SpecLogResult {
  readonly task_id: string | null;
  /** The newest first. */
  readonly commits: readonly LoggedCommit[];
  /** False where `limit` cut the list. */
  readonly complete: boolean;
}

/** The plans of versions by their blobs: each version is the one before of the next. */
class Plans {
  readonly #repository: Repository;
  readonly #plans = new Map<string, Plan>();
  readonly #tasks = new Map<string, SpecTask>();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /** What can be read of a version; nothing of one that is gone or broken from end to end. */
  async of(blob: string | null): Promise<Plan> {
    if (blob === null) {
      return NO_PLAN;
    }
    const plan = this.#plans.get(blob) ?? (await this.#read(blob));
    this.#plans.set(blob, plan);
    return plan;
  }

  async #read(blob: string): Promise<Plan> {
    const { parseSpec } = await import('../../spec/parse.ts');
    const bytes = await readBlob(this.#repository, blob);
    try {
      const { text } = SpecContent.ofBytes(bytes ?? Buffer.alloc(0), blob);
      const parsed = parseSpec(text, { file: blob, known: (hash) => this.#tasks.get(hash) });
      parsed.tasks.forEach(({ hash, task }) => this.#tasks.set(hash, task));
      return planOf(parsed);
    } catch (error) {
      if (error instanceof LodestarError) {
        return NO_PLAN;
      }
      throw error;
    }
  }
}

function changesIn({ added, removed, changed }: PlanDiff): LoggedChange[] {
  const whole = (task: SpecTask, change: 'added' | 'removed'): LoggedChange => ({
    id: task.id,
    title: task.title,
    change,
    renamed_from: null,
    status_before: change === 'removed' ? task.status : null,
    status: change === 'added' ? task.status : null,
    fields: [],
  });
  return [
    ...added.map((task) => whole(task, 'added')),
    ...removed.map((task) => whole(task, 'removed')),
    ...changed.map(({ id, title, renamed_from: former, status_before: before, status, fields }) => ({
      id,
      title,
      change: former === null ? ('changed' as const) : ('renamed' as const),
      renamed_from: former,
      status_before: before,
      status,
      fields: fields.map(({ field }) => field),
    })),
  ];
}

function logged({ commit, author, at, subject, file, trailers }: FileCommit): Omit<LoggedCommit, 'changes'> {
  return { commit, author, at: formatTimestamp(Date.parse(at)), subject, file, trailers };
}

/** Goes back through the history of the spec with one task, under whichever id it has there, or with all. */
class Walk {
  readonly commits: LoggedCommit[] = [];
  /** The id at the present place, and those of later ones. */
  readonly ids: Set<string>;
  #id: string | undefined;
  readonly #plans: Plans;

  constructor(plans: Plans, id: string | undefined) {
    this.#plans = plans;
    this.#id = id;
    this.ids = new Set(id === undefined ? [] : [id]);
  }

  async take(entry: FileCommit): Promise<void> {
    const [before, after] = [await this.#plans.of(entry.before), await this.#plans.of(entry.after)];
    const all = changesIn(diffPlans(before, after));
    const changes = this.#id === undefined ? all : all.filter(({ id }) => id === this.#id);
    if (changes.length > 0) {
      this.commits.push({ ...logged(entry), changes });
    }
    const former =
      this.#id === undefined ? null : changes.find((each) => each.renamed_from !== null)?.renamed_from;
    if (typeof former === 'string') {
      this.#id = former;
      this.ids.add(former);
    }
  }
}

async function listEntries(repository: Repository, files: readonly string[]): Promise<FileCommit[]> {
  for (const file of files) {
    const entries = await listFileCommits(repository, file, TASK_TRAILER);
    if (entries !== undefined && entries.length > 0) {
      return entries;
    }
  }
  if (!(await canAsk(repository))) {
    throw await revisionNotFound(repository, 'no-git', 'the history of the spec');
  }
  return [];
}

/**
 * Which commits changed the plan, or one task of it, and how, the newest first; and those whose messages name the task in a
 * trailer `Lodestar-Task: ID`. Errors: REVISION_NOT_FOUND (Git cannot be asked), TASK_NOT_FOUND (no commit knows it).
 */
export async function logSpec(context: FolderContext, input: SpecLogInput): Promise<Outcome<SpecLogResult>> {
  const place = findSpecPlace(context.dir);
  const repository = await requireRepository(place, 'the history of the spec');
  const walk = new Walk(new Plans(repository), input.id);
  for (const entry of await listEntries(repository, place.files)) {
    await walk.take(entry);
    if (input.id === undefined && walk.commits.length > input.limit) {
      break;
    }
  }
  const commits = input.id === undefined ? walk.commits : await withNamed(repository, walk);
  if (input.id !== undefined && commits.length === 0) {
    throw new LodestarError('TASK_NOT_FOUND', `no commit here changed or named a task ${input.id}`, {
      details: { task_id: input.id },
      hint: 'Only what is committed has a history: `lodestar spec diff` shows the rest.',
    });
  }
  const data = {
    task_id: input.id ?? null,
    commits: commits.slice(0, input.limit),
    complete: commits.length <= input.limit,
  };
  return { data, next: [], warnings: [] };
}

/** With the commits that only name the task, in the order of the history. */
async function withNamed(repository: Repository, walk: Walk): Promise<LoggedCommit[]> {
  const known = new Set(walk.commits.map(({ commit }) => commit));
  const named = ((await listTrailerCommits(repository, TASK_TRAILER)) ?? [])
    .filter(({ commit, trailers }) => !known.has(commit) && trailers.some((id) => walk.ids.has(id)))
    .map((entry) => ({ ...logged(entry), changes: [] }));
  if (named.length === 0) {
    return walk.commits;
  }
  const all = [...walk.commits, ...named];
  const places = await placesInHistory(repository, new Set(all.map(({ commit }) => commit)));
  return all.sort((a, b) => (places.get(a.commit) ?? 0) - (places.get(b.commit) ?? 0));
}
