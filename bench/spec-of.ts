import { planOf, type PlannedTask } from './plan-of.ts';

function taskText(task: PlannedTask): string {
  const { verifiedAt } = task;
  const outcome =
    verifiedAt === undefined
      ? [`    status: ready`]
      : [
          `    status: verified`,
          `    verified_at: '${verifiedAt.toISOString()}'`,
          `    verified_by: human:ada`,
        ];
  const depends = task.dependsOn.map((each) => `T${each}`);
  return [
    `  T${task.number}:`,
    `    title: ${task.title}`,
    `    description: |`,
    ...task.description.map((line) => `      ${line}`),
    `    acceptance_criteria:`,
    ...task.criteria.map((criterion) => `      - ${criterion}`),
    ...(depends.length === 0 ? [] : [`    depends_on: [${depends.join(', ')}]`]),
    `    labels: [${task.labels.join(', ')}]`,
    ...(task.lock === undefined ? [] : [`    locks: [${task.lock}]`]),
    `    priority: ${task.priority}`,
    ...outcome,
    `    created_at: '${task.createdAt.toISOString()}'`,
    '',
  ].join('\n');
}

/** The spec of a plan, about 430 bytes a task. */
export function specOfPlan(plan: readonly PlannedTask[]): string {
  return `project:\n  name: bench\n  default_branch: main\ntasks:\n${plan.map(taskText).join('')}`;
}

/** The spec of a plan of `size` tasks; see plan-of.ts. */
export function specOf(size: number, seed = 1): string {
  return specOfPlan(planOf(size, seed));
}
