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
