import type { SpecTask } from '../../model/task.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { nearMisses } from '../../util/near-miss.ts';
import { findTask, listTaskIds } from '../../workspace/view/rows.ts';
import type { InputProblem } from './input-problems.ts';

async function missing(tx: ReadTx, task: SpecTask, dependency: string): Promise<InputProblem> {
  const near = nearMisses(dependency, await listTaskIds(tx));
  const meant = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
  const message = `${task.id} cannot depend on ${JSON.stringify(dependency)}: there is no such task${meant}`;
  return { code: 'DEPENDENCY_MISSING', message, task_id: task.id, field: 'depends_on' };
}

/** What is wrong with a task's dependencies, cycles aside: those are found when the edited spec is checked. */
export async function dependencyProblems(tx: ReadTx, task: SpecTask): Promise<InputProblem[]> {
  const problems: InputProblem[] = [];
  // An empty one is a problem of its own.
  for (const dependency of task.depends_on.filter((each) => each.trim() !== '')) {
    if (dependency === task.id) {
      const message = `${task.id} cannot depend on itself`;
      problems.push({ code: 'DEPENDENCY_SELF', message, task_id: task.id, field: 'depends_on' });
    } else if ((await findTask(tx, dependency)) === undefined) {
      problems.push(await missing(tx, task, dependency));
    }
  }
  return problems;
}
