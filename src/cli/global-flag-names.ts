/** How a global flag is written, and whether a value follows it. The front door reads this before oclif is asked. */
export interface GlobalFlagName {
  readonly long: readonly string[];
  readonly short?: string;
  readonly takesValue: boolean;
}

/**
 * The flags that mean the same everywhere and may stand before the command. `test/cli/global-flags.test.ts` holds this
 * list to oclif's definitions in global-flags.ts.
 */
export const GLOBAL_FLAG_NAMES: readonly GlobalFlagName[] = [
  { long: ['json'], takesValue: false },
  { long: ['as', 'agent'], short: 'a', takesValue: true },
  { long: ['dir'], short: 'C', takesValue: true },
  { long: ['no-color'], takesValue: false },
  { long: ['no-pager'], takesValue: false },
  { long: ['no-input'], takesValue: false },
  { long: ['dry-run'], takesValue: false },
  { long: ['help'], short: 'h', takesValue: false },
  { long: ['schema'], takesValue: false },
  { long: ['explain'], takesValue: false },
];

/** The global flag that a token is, and whether its value is in the token itself (`--as=X`, `-aX`). */
export function findGlobalFlag(token: string): { flag: GlobalFlagName; hasValue: boolean } | undefined {
  const isLong = token.startsWith('--');
  for (const flag of GLOBAL_FLAG_NAMES) {
    if (isLong) {
      const name = token.slice(2).split('=', 1)[0] ?? '';
      if (flag.long.includes(name)) {
        return { flag, hasValue: token.includes('=') };
      }
    } else if (flag.short !== undefined && token.startsWith(`-${flag.short}`)) {
      if (flag.takesValue || token.length === 2) {
        return { flag, hasValue: token.length > 2 };
      }
    }
  }
  return undefined;
}
