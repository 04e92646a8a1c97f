/** Where the work of a task is that another one waits for. */
export interface Holding {
  readonly taskId: string;
  /** The branches that have it; undefined where nothing tells. */
  readonly branches: ReadonlySet<string> | undefined;
}

/** Those of the branches that have the work of all. What nothing is known of asks for none. */
export function branchesWithAll(branches: readonly string[], holdings: readonly Holding[]): string[] {
  return branches.filter((name) => holdings.every((each) => each.branches?.has(name) !== false));
}
