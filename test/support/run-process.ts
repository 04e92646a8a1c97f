import { spawn } from 'node:child_process';

export interface ProcessResult {
  readonly command: string;
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly input?: string | undefined;
  /** A process that runs for longer hangs, and is killed. */
  readonly timeoutMs?: number | undefined;
  /** What it started is killed with it: a tracer's tracee would go on without it, and keep its output open. */
  readonly withChildren?: boolean;
}

/** Far above what any command takes on a loaded machine. */
const DEFAULT_TIMEOUT_MS = 90_000;

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it was left.
  }
}

/** Runs a program to its end and never rejects for its exit code. */
export async function runProcess(
  program: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ProcessResult> {
  const { cwd, env, input, timeoutMs = DEFAULT_TIMEOUT_MS, withChildren = false } = options;
  return await new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      detached: withChildren,
      stdio: 'pipe',
    });
    child.on('exit', (_code, signal) => {
      if (withChildren && signal === 'SIGKILL' && child.pid !== undefined) {
        killGroup(child.pid);
      }
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    // A child that ends before it has read its input closes the pipe: that is its right.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.on('close', (code, signal) => {
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
      const command = [program, ...args].join(' ');
      resolve({ command, code, signal, stdout: text(stdout), stderr: text(stderr) });
    });
  });
}
