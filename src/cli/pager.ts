import type { Environment } from '../operations/context.ts';

/** Quit where it fits one screen, pass colours on, leave the text on the screen; what Git asks of it too. */
const LESS = 'FRX';
const DEFAULT_PAGER = 'less';

/** A shell's way to say that there is no such program, or that it cannot be run. */
const NOT_RUN = [126, 127];

/** The pager to show long output with, as a shell's command; `undefined` where none is wanted. */
export function pagerOf(env: Environment): string | undefined {
  const command = (env.LODESTAR_PAGER ?? env.PAGER ?? DEFAULT_PAGER).trim();
  return command === '' || command === 'cat' || env.TERM === 'dumb' ? undefined : command;
}

/** Somebody at the keyboard can press `q`. An agent, or a build server, on a terminal of its own would wait for ever. */
export function isPersonReading(argv: readonly string[], env: Environment): boolean {
  const asked = (name: string): boolean => argv.includes(`--${name}`);
  const isOfAgent = env.LODESTAR_AGENT !== undefined && !/^(?:human:|$)/u.test(env.LODESTAR_AGENT);
  return !asked('no-pager') && !asked('no-input') && !isOfAgent && (env.CI ?? '') === '';
}

/**
 * Shows the text in a pager where it is longer than the terminal is high, and returns when that has ended, however it did.
 * `false` where it is to be printed: it is short, nobody wants a pager, or there is none.
 */
export async function showInPager(text: string, env: Environment): Promise<boolean> {
  const rows = (process.stdout as Partial<NodeJS.WriteStream>).rows ?? 0;
  const command = pagerOf(env);
  if (command === undefined || rows === 0 || text.split('\n').length <= rows) {
    return false;
  }
  const { spawnSync } = await import('node:child_process');
  // The terminal sends ^C to both: it is the pager's, and this process is not listening until that has ended.
  const { status, error } = spawnSync('sh', ['-c', quiet(command)], {
    input: text,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...process.env, LESS: env.LESS ?? LESS, LV: env.LV ?? '-c' },
  });
  const isGone = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
  return !isGone && !NOT_RUN.includes(status ?? 0);
}

/** Where the usual one is not installed there is nothing to complain of. */
function quiet(command: string): string {
  return command === DEFAULT_PAGER ? `command -v ${command} >/dev/null || exit 127; ${command}` : command;
}
