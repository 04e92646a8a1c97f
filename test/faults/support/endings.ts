import { spawn } from 'node:child_process';
import { childEnvironment } from '../../support/child-environment.ts';
import { runProcess, type ProcessResult } from '../../support/run-process.ts';
import type { TestWorkspace } from '../../support/workspace.ts';

const HANGS_AFTER_MS = 30_000;

/** How a command ends other than by itself. */
export interface Ending {
  readonly name: string;
  /** Whether all that it printed on stdout is heard. */
  readonly hearsAnswer: boolean;
  /** Whether all that it printed on stderr is heard, and nothing has to be said there. */
  readonly isQuiet: boolean;
  readonly run: (copy: TestWorkspace, args: readonly string[]) => Promise<ProcessResult>;
}

interface Spawned {
  readonly copy: TestWorkspace;
  readonly args: readonly string[];
}

/** Runs it, with what `meddle` does to the process. */
async function runMeddled(
  { copy, args }: Spawned,
  meddle: (child: ReturnType<typeof spawn>) => void,
): Promise<ProcessResult> {
  const child = spawn(process.execPath, [copy.bundle, ...args], {
    cwd: copy.root,
    env: childEnvironment(copy.home),
    stdio: 'pipe',
    timeout: HANGS_AFTER_MS,
    killSignal: 'SIGKILL',
  });
  const heard = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (heard.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (heard.stderr += text));
  child.stdin.on('error', () => undefined).end();
  meddle(child);
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ command: args.join(' '), code, signal, ...heard }));
  });
}

/** A signal, so long after the start. */
export function signalAfter(signal: NodeJS.Signals, afterMs: number): Ending {
  return {
    name: `${signal} after ${Math.round(afterMs)} ms`,
    hearsAnswer: true,
    isQuiet: false,
    run: async (copy, args) =>
      await runMeddled({ copy, args }, (child) => {
        const timer = setTimeout(() => child.kill(signal), afterMs);
        child.once('exit', () => clearTimeout(timer));
      }),
  };
}

/** What a shell can do to the descriptors of a command. */
function redirected(name: string, redirection: string, heard: Omit<Ending, 'name' | 'run'>): Ending {
  return {
    name,
    ...heard,
    run: async (copy, args) =>
      await runProcess(
        'sh',
        ['-c', `exec "$0" "$@" ${redirection}`, process.execPath, copy.bundle, ...args],
        { cwd: copy.root, env: childEnvironment(copy.home), timeoutMs: HANGS_AFTER_MS },
      ),
  };
}

/** Everything but signals that can happen to the descriptors of a command. */
export const LOST_STREAMS: readonly Ending[] = [
  {
    name: 'a reader that is gone',
    hearsAnswer: false,
    isQuiet: true,
    run: async (copy, args) => await runMeddled({ copy, args }, (child) => child.stdout?.destroy()),
  },
  {
    name: 'a reader of its messages that is gone',
    hearsAnswer: true,
    isQuiet: false,
    run: async (copy, args) => await runMeddled({ copy, args }, (child) => child.stderr?.destroy()),
  },
  redirected('closed stdin', '<&-', { hearsAnswer: true, isQuiet: true }),
  redirected('closed stdout', '>&-', { hearsAnswer: false, isQuiet: true }),
  redirected('closed stderr', '2>&-', { hearsAnswer: true, isQuiet: false }),
  redirected('all closed', '<&- >&- 2>&-', { hearsAnswer: false, isQuiet: false }),
  redirected('a full disk behind stdout', '>/dev/full', { hearsAnswer: false, isQuiet: false }),
  redirected('a full disk behind stderr', '2>/dev/full', { hearsAnswer: true, isQuiet: false }),
];
