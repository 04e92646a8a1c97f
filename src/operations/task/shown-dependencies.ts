import type { ViewTask } from '../../workspace/view/rows.ts';

/** What each of the tasks waits for among them, each once, in the order of the spec. */
export function dependenciesAmong(views: readonly ViewTask[]): Map<string, string[]> {
  const shown = new Set(views.map(({ task }) => task.id));
  return new Map(
    views.map(({ task }) => [task.id, [...new Set(task.depends_on)].filter((id) => shown.has(id))]),
  );
}
