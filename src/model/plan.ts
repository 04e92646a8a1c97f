import type { Edges } from './graph.ts';
import { isOver, type State } from './status.ts';
import type { Project, SpecTask } from './task.ts';
import { deriveState } from './transition.ts';

/** What one version of the spec says, by itself: nothing of what a runtime knows is in it. */
export interface Plan {
  readonly project: Project;
  readonly features: Readonly<Record<string, readonly string[]>>;
  /** By id, in the order of the file; tombstones are among them. */
  readonly tasks: ReadonlyMap<string, SpecTask>;
}

/** A plan before there is one. */
export const NO_PLAN: Plan = {
  project: { name: '', default_branch: '', conventions: {} },
  features: {},
  tasks: new Map(),
};

/** From each task to what it depends on. */
export function dependenciesIn({ tasks }: Plan): Edges {
  return new Map([...tasks].map(([id, { depends_on: dependencies }]) => [id, dependencies]));
}

/** What a task waits for: each dependency that is not verified, or is no task. */
export function unmetIn({ tasks }: Plan, task: SpecTask): string[] {
  return [...new Set(task.depends_on)].filter((id) => tasks.get(id)?.status !== 'verified');
}

/** A task's state as far as the plan alone can tell: nothing is claimed. */
export function stateIn(plan: Plan, task: SpecTask): State {
  return deriveState(task.status, false, unmetIn(plan, task).length);
}

/** Whether somebody may still have to work on the task. */
export function isOpenIn({ tasks }: Plan, id: string): boolean {
  const task = tasks.get(id);
  return task !== undefined && !isOver(task.status);
}
