import type { State } from '../../model/status.ts';

/** Pale fills on which black text reads well, also for who cannot tell red from green: what is open is the lightest. */
export const GRAPH_COLORS: Readonly<Record<State, string>> = {
  claimable: '#d9f2d9',
  claimed: '#cfe8fc',
  waiting: '#ffffff',
  done: '#fff3c4',
  held: '#f8d0c8',
  draft: '#f4f4f4',
  verified: '#d9d9d9',
  cancelled: '#ececec',
  deleted: '#ececec',
};

/** The longest chain of open tasks: dark enough on white for who cannot tell red from green. */
export const CRITICAL_COLOR = '#b3261e';
