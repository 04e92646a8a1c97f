/** The embedding API: what other programs may rely on. Nothing in src imports this file. */
export { ERROR_CATALOGUE, EXIT, LodestarError } from './errors.ts';
export type { ErrorCode, ErrorDetails } from './errors.ts';
export { STATES, STATUSES } from './model/status.ts';
export type { State, Status } from './model/status.ts';
export type { LodestarEvent } from './model/event.ts';
export type { Hint, Outcome, Warning } from './operations/outcome.ts';
export type { SpecTask } from './model/task.ts';
export { VERSION } from './version.generated.ts';
