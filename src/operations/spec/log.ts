import { canAsk, resolveCommit } from '../../git/commands.ts';
import {
  listFileCommits,
  listTrailerCommits,
  placesInHistory,
  type FileCommit,
} from '../../git/file-history.ts';
import type { Repository } from '../../git/repository.ts';
import { isShallow, listCutOff } from '../../git/shallow.ts';
import { LodestarError } from '../../errors.ts';
import type { Plan } from '../../model/plan.ts';
import { diffPlans, type PlanDiff } from '../../model/plan-diff.ts';
import type { Status } from '../../model/status.ts';
import type { SpecTask } from '../../model/task.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import type { FolderContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { TASK_TRAILER } from '../task/named-commits.ts';
import { CommittedPlans } from './committed-plans.ts';
import {
  findSpecPlace,
  requireRepository,
  revisionNotFound,
  UNSHALLOW,
  type SpecPlace,
} from './spec-place.ts';

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
  /**
   * Why it cannot be told what it changed: the history of a shallow clone is `cut-off` behind it, or the plan of it or of
   * the commit before was `not-fetched` into a partial clone. Null where it is told.
   */
  readonly untold: 'cut-off' | 'not-fetched' | null;
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

function logged(
  { commit, author, at, subject, file, trailers }: FileCommit,
  { changes = [], untold = null }: Partial<Pick<LoggedCommit, 'changes' | 'untold'>>,
): LoggedCommit {
  return { commit, author, at: formatTimestamp(Date.parse(at)), subject, file, changes, untold, trailers };
}

/** Goes back through the history of the spec with one task, under whichever id it has there, or with all. */
class Walk {
  readonly commits: LoggedCommit[] = [];
  /** The id at the present place, and those of later ones. */
  readonly ids: Set<string>;
  /** Some plan that was read has the task. */
  isSeen = false;
  #id: string | undefined;
  readonly #plans: CommittedPlans;

  constructor(plans: CommittedPlans, id: string | undefined) {
    this.#plans = plans;
    this.#id = id;
    this.ids = new Set(id === undefined ? [] : [id]);
  }

  /** `isCutOff`: what Git shows as before is only what this clone has. */
  async take(entry: FileCommit, isCutOff: boolean): Promise<void> {
    const before = isCutOff ? undefined : await this.#plans.of(entry.before);
    const after = await this.#plans.of(entry.after);
    this.isSeen ||= this.#has(before) || this.#has(after);
    if (before !== undefined && after !== undefined) {
      this.#compare(entry, before, after);
    } else if (after === undefined || this.#has(after)) {
      this.commits.push(logged(entry, { untold: isCutOff ? 'cut-off' : 'not-fetched' }));
    }
  }

  #has(plan: Plan | undefined): boolean {
    return plan !== undefined && (this.#id === undefined || plan.tasks.has(this.#id));
  }

  #compare(entry: FileCommit, before: Plan, after: Plan): void {
    const all = changesIn(diffPlans(before, after));
    const changes = this.#id === undefined ? all : all.filter(({ id }) => id === this.#id);
    if (changes.length > 0) {
      this.commits.push(logged(entry, { changes }));
    }
    const former =
      this.#id === undefined ? null : changes.find((each) => each.renamed_from !== null)?.renamed_from;
    if (typeof former === 'string') {
      this.#id = former;
      this.ids.add(former);
    }
  }
}

async function listEntries({ files, workspace }: SpecPlace, repository: Repository): Promise<FileCommit[]> {
  let isTold = true;
  for (const file of files) {
    const entries = await listFileCommits(repository, file, TASK_TRAILER);
    if (entries !== undefined && entries.length > 0) {
      return entries;
    }
    isTold &&= entries !== undefined;
  }
  const isBorn = (await resolveCommit(repository, 'HEAD')) !== null;
  if (!isTold && (isBorn || !(await canAsk(repository)))) {
    throw await revisionNotFound(repository, 'not-fetched', 'the history of the spec');
  }
  if (workspace === undefined) {
    const message = `no commit of HEAD has a spec (${files.join(', ')})`;
    throw new LodestarError('FILE_NOT_FOUND', message, { details: { files } });
  }
  return [];
}

/** No commit tells anything of the task: because it never was, or because the clone lacks what would. */
async function taskNotFound(repository: Repository, walk: Walk, id: string): Promise<LodestarError> {
  if (walk.commits.length > 0) {
    return await revisionNotFound(repository, 'not-fetched', 'copy of the plans that were committed');
  }
  const shallow = isShallow(repository);
  return new LodestarError('TASK_NOT_FOUND', `no commit here changed or named a task ${id}`, {
    details: { task_id: id, shallow },
    hint: shallow ? UNSHALLOW : 'Only what is committed has a history: `lodestar spec diff` shows the rest.',
  });
}

/**
 * Which commits changed the plan, or one task of it, and how, the newest first; and those whose messages name the task in a
 * trailer `Lodestar-Task: ID`. Errors: FILE_NOT_FOUND (no plan, neither here nor in a commit), REVISION_NOT_FOUND (Git cannot be asked, or this clone lacks every plan that was
 * committed), TASK_NOT_FOUND (no commit knows it).
 */
export async function logSpec(context: FolderContext, input: SpecLogInput): Promise<Outcome<SpecLogResult>> {
  const place = findSpecPlace(context.dir);
  const repository = await requireRepository(place, 'the history of the spec');
  const walk = new Walk(new CommittedPlans(repository), input.id);
  const entries = await listEntries(place, repository);
  const cut = await listCutOff(
    repository,
    entries.map(({ commit }) => commit),
  );
  for (const entry of entries) {
    await walk.take(entry, cut.has(entry.commit));
    if (input.id === undefined && walk.commits.length > input.limit) {
      break;
    }
  }
  const commits = input.id === undefined ? walk.commits : await withNamed(repository, walk);
  const isTold = walk.isSeen || commits.some(({ untold }) => untold === null);
  if (input.id !== undefined && (commits.length === 0 || !isTold)) {
    throw await taskNotFound(repository, walk, input.id);
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
    .map((entry) => logged(entry, {}));
  if (named.length === 0) {
    return walk.commits;
  }
  const all = [...walk.commits, ...named];
  const places = await placesInHistory(repository, new Set(all.map(({ commit }) => commit)));
  return all.sort((a, b) => (places.get(a.commit) ?? 0) - (places.get(b.commit) ?? 0));
}
