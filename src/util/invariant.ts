/** Throws a plain `Error` when something that the code relies on does not hold: a fault of Lodestar, not of its user. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) {
    throw new Error(`invariant broken: ${message}`);
  }
}
