import { OperationFailure } from '../operations/failure.ts';
import { shellWord } from '../operations/hint.ts';
import type { Hint } from '../operations/outcome.ts';

/** The global flags of a call that the next one needs as well. */
export interface CarriedFlags {
  readonly as?: string | undefined;
  readonly dir?: string | undefined;
}

/**
 * The hints as they run from where the caller is and as who the caller was: with the actor and the folder that this call
 * was given by flags. An operation knows of neither; a hint that names its own keeps it.
 */
export function carryFlags(hints: readonly Hint[], { as, dir }: CarriedFlags): Hint[] {
  return hints.map((hint) => {
    const flags = [
      ...(as === undefined || hint.cmd.includes(' --as ') ? [] : ['--as', as]),
      ...(dir === undefined || hint.cmd.includes(' --dir ') ? [] : ['--dir', dir]),
    ].map(shellWord);
    return flags.length === 0 ? hint : { ...hint, cmd: addFlags(hint.cmd, flags.join(' ')) };
  });
}

/** Behind the command, where people look for flags; before it where a `--` ends them. */
function addFlags(cmd: string, flags: string): string {
  return cmd.includes(' -- ') ? cmd.replace(/^lodestar /u, () => `lodestar ${flags} `) : `${cmd} ${flags}`;
}

/** What an operation threw, its hints as `carryFlags` makes them. */
export function carryFlagsOfFailure(error: unknown, flags: CarriedFlags): unknown {
  if (!(error instanceof OperationFailure) || error.next.length === 0) {
    return error;
  }
  const { code, message, details, hint, cause, warnings } = error;
  const next = carryFlags(error.next, flags);
  return new OperationFailure(code, message, { details, hint, cause, warnings, next });
}
