import type { ChangedPlans, ChangeFinding } from './change-finding.ts';
import { findCycles } from './graph.ts';
import type { MergedEdges } from './merge-edges.ts';

/** Dependencies that lead nowhere once both sides are merged: the one side removed what the other waits for. */
export function danglingAfterMerge(
  { tasks }: MergedEdges,
  { base, newestName }: ChangedPlans,
): ChangeFinding[] {
  return [...tasks.values()].flatMap((task) =>
    [...task.dependsOn].flatMap(([name, side]): ChangeFinding[] => {
      if (tasks.has(name)) {
        return [];
      }
      const target = base.tasks.get(name)?.id ?? name;
      const index = task.ours?.depends_on.indexOf(target) ?? -1;
      const message =
        side === 'theirs' || index === -1
          ? `${target} is removed, and ${task.id} of ${newestName} depends on it`
          : `${newestName} has removed ${target}, on which ${task.id} depends`;
      const isHere = side !== 'theirs' && index !== -1;
      return [
        {
          code: 'DEPENDENCY_REMOVED',
          taskId: isHere ? task.id : target,
          path: isHere ? ['depends_on', index] : [],
          message,
          hint: `Merge ${newestName} into this branch, and change the dependency.`,
        },
      ];
    }),
  );
}

/** Circles that neither side has by itself. */
export function mergeCycles({ tasks, edges }: MergedEdges, { newestName }: ChangedPlans): ChangeFinding[] {
  return findCycles(edges).map((cycle) => {
    const shown = cycle.map((name) => tasks.get(name)?.id ?? name.trim());
    const steps = cycle.slice(0, -1).map((name, index) => {
      const [from, to] = [tasks.get(name), cycle[index + 1] ?? ''];
      return { task: from, to, side: from?.dependsOn.get(to) ?? 'both' };
    });
    const own =
      steps.find(({ side }) => side === 'ours') ?? steps.find(({ task }) => task?.ours !== undefined);
    const theirs = steps
      .filter(({ side }) => side === 'theirs')
      .map(({ task, to }) => `${task?.id ?? ''} on ${tasks.get(to)?.id ?? to}`);
    const target = tasks.get(own?.to ?? '')?.ours?.id ?? own?.to ?? '';
    const index = own?.task?.ours?.depends_on.indexOf(target) ?? -1;
    return {
      code: 'MERGE_CYCLE',
      taskId: own?.task?.id ?? shown[0] ?? '',
      path: index === -1 ? [] : ['depends_on', index],
      message: `merged with ${newestName}, the dependencies go round in a circle: ${shown.join(' → ')}; there, ${theirs.join(', ')} depends`,
      hint: `Merge ${newestName} into this branch, and take one of these dependencies out.`,
      cycle: shown,
    };
  });
}
