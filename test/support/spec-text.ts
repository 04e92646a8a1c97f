/** A task of a spec that a test writes: the fields as YAML values, ready to be printed as they are. */
export interface TaskFields {
  readonly id: string;
  readonly title?: string;
  readonly status?: string;
  readonly priority?: number;
  readonly depends_on?: readonly string[];
  readonly labels?: readonly string[];
  readonly locks?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly acceptance_criteria?: readonly string[];
  readonly created_at?: string | null;
}

const CREATED_AT = '2026-01-05T09:00:00.000Z';

function listLines(key: string, values: readonly string[] | undefined): string[] {
  return values === undefined || values.length === 0
    ? []
    : [`    ${key}:`, ...values.map((value) => `      - ${JSON.stringify(value)}`)];
}

function taskLines(task: TaskFields): string[] {
  const created = task.created_at === undefined ? CREATED_AT : task.created_at;
  return [
    `  ${JSON.stringify(task.id)}:`,
    `    title: ${JSON.stringify(task.title ?? `Task ${task.id}`)}`,
    ...listLines('acceptance_criteria', task.acceptance_criteria),
    ...listLines('depends_on', task.depends_on),
    ...listLines('labels', task.labels),
    ...listLines('locks', task.locks),
    ...listLines('capabilities', task.capabilities),
    ...(task.priority === undefined ? [] : [`    priority: ${task.priority}`]),
    `    status: ${task.status ?? 'ready'}`,
    ...(created === null ? [] : [`    created_at: ${JSON.stringify(created)}`]),
  ];
}

/** The text of a spec.yaml with these tasks, in this order. */
export function specText(tasks: readonly TaskFields[], projectName = 'test'): string {
  const header = ['project:', `  name: ${projectName}`, '  default_branch: main'];
  const body = tasks.length === 0 ? [] : ['tasks:', ...tasks.flatMap(taskLines)];
  return [...header, ...body, ''].join('\n');
}

/** Tasks T1, T2, …, ready and without dependencies. */
export function readyTasks(count: number): TaskFields[] {
  return Array.from({ length: count }, (_, index) => ({ id: `T${index + 1}` }));
}
