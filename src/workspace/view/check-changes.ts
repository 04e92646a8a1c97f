import type { SpecTask } from '../../model/task.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { listWarningsOf } from './problems.ts';

/** Looking for a circle among more tasks than these costs as much as reading the whole spec. */
const MAX_VISITED = 2000;

interface Stored {
  readonly spec_status: string;
}

async function storedStatus(tx: ReadTx, id: string): Promise<string | undefined> {
  const rows = await tx.raw<Stored>('SELECT spec_status FROM cache.task WHERE id = ?', [id]);
  return rows[0]?.spec_status;
}

async function storedDependencies(tx: ReadTx, id: string): Promise<string[]> {
  const rows = await tx.raw<{ dependency_id: string }>(
    'SELECT dependency_id FROM cache.edge WHERE task_id = ?',
    [id],
  );
  return rows.map((row) => row.dependency_id);
}

function isWithdrawn(status: string | undefined): boolean {
  return status === 'cancelled' || status === 'deleted';
}

/** Changed tasks beside those of the rows: what the rows say of a changed one does not count. */
class ChangedGraph {
  readonly #tx: ReadTx;
  readonly #changed: ReadonlyMap<string, SpecTask>;

  constructor(tx: ReadTx, changed: readonly SpecTask[]) {
    this.#tx = tx;
    this.#changed = new Map(changed.map((task) => [task.id, task]));
  }

  /** It is there, and so is all that it depends on; and neither it, before or now, nor they are withdrawn. */
  async isPlain(task: SpecTask): Promise<boolean> {
    const before = await storedStatus(this.#tx, task.id);
    if (isWithdrawn(task.status) || isWithdrawn(before)) {
      return false;
    }
    for (const id of task.depends_on) {
      const status = this.#changed.get(id)?.status ?? (await storedStatus(this.#tx, id));
      if (id === task.id || status === undefined || isWithdrawn(status)) {
        return false;
      }
    }
    return true;
  }

  /** No way of dependencies leads from the task back to it; false also where that would take long to tell. */
  async isOutsideCircles(task: SpecTask): Promise<boolean> {
    const waiting = await this.#newDependencies(task);
    const visited = new Set<string>();
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (id === task.id || visited.size > MAX_VISITED) {
        return false;
      }
      if (!visited.has(id)) {
        visited.add(id);
        waiting.push(...(this.#changed.get(id)?.depends_on ?? (await storedDependencies(this.#tx, id))));
      }
    }
    return true;
  }

  /** A circle that was not there before has a dependency that was not. */
  async #newDependencies(task: SpecTask): Promise<string[]> {
    if (task.depends_on.length === 0) {
      return [];
    }
    const before = new Set(await storedDependencies(this.#tx, task.id));
    return task.depends_on.filter((id) => !before.has(id));
  }
}

/**
 * Whether changed tasks, none of them wrong or odd by itself, leave the spec of the rows without errors and with the
 * warnings that it has. False where that is not plain: then the whole is to be read.
 */
export async function fitsRows(tx: ReadTx, changed: readonly SpecTask[]): Promise<boolean> {
  const graph = new ChangedGraph(tx, changed);
  for (const task of changed) {
    const isWarnedOf = (await listWarningsOf(tx, task.id)).length > 0;
    if (isWarnedOf || !(await graph.isPlain(task)) || !(await graph.isOutsideCircles(task))) {
      return false;
    }
  }
  return true;
}
