import type { Runtime } from '../runtime/open.ts';

/**
 * For what only the runtime can tell: an empty answer would say that nothing is held and nothing has happened. Throws why
 * it cannot be read: RUNTIME_READONLY, RUNTIME_FOREIGN_OWNER.
 */
export function requireRuntime(runtime: Runtime): void {
  if (runtime.unavailable !== undefined) {
    throw runtime.unavailable;
  }
}
