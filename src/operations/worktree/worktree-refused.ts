import { LodestarError, type ErrorDetails } from '../../errors.ts';

export type WorktreeRefusal =
  | 'dependencies-apart'
  | 'path'
  | 'branch'
  | 'branch-in-use'
  | 'main'
  | 'here'
  | 'gone'
  | 'nested'
  | 'uncommitted'
  | 'unfinished'
  | 'unreachable'
  | 'held'
  | 'runtime';

interface Refusal {
  readonly reason: WorktreeRefusal;
  readonly details?: ErrorDetails;
  readonly hint?: string;
}

export function worktreeRefused(message: string, { reason, details = {}, hint }: Refusal): LodestarError {
  return new LodestarError('WORKTREE_REFUSED', message, {
    details: { reason, ...details },
    ...(hint === undefined ? {} : { hint }),
  });
}

/** A branch that is there begins where it begins. */
export function beginsElsewhere(
  details: { readonly branch: string; readonly path?: string },
  from: string,
): LodestarError {
  const message = `${details.branch} is there already, so that it cannot begin at ${from}`;
  return worktreeRefused(message, { reason: 'branch', details });
}
