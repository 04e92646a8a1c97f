import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from '../../support/child-environment.ts';
import { runProcess, type ProcessResult } from '../../support/run-process.ts';

/** One system call of a command, as strace tells it. */
export interface SystemCall {
  readonly name: string;
  /** How many calls of this name the same thread had made with it: what `Injection.nth` counts. */
  readonly nth: number;
  /** The whole line. */
  readonly text: string;
}

/** What goes wrong at a call. */
export interface Injection {
  readonly call: string;
  readonly nth: number;
  /** Whether it goes wrong once, or each time from there on, as on a disk that stays full. */
  readonly lasting?: boolean;
  /** In strace's words: `signal=KILL`, `error=EIO`. */
  readonly fault: string;
}

export interface StracedCommand {
  readonly bundle: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly home: string;
  /** Where strace may write. */
  readonly scratch: string;
  /** A command that runs for longer hangs. */
  readonly timeoutMs?: number;
}

export interface Straced {
  readonly result: ProcessResult;
  /** Of the thread that runs JavaScript, in order. */
  readonly calls: readonly SystemCall[];
  /** The calls at which the fault happened, in any thread. */
  readonly hit: readonly string[];
}

/** Every call that names a file or a descriptor. */
const ALL_CALLS = 'file,desc';

const LINE = /^(?<thread>\d+) +(?<name>\w+)\(.*$/u;

/** A call that failed because it was told to, or that was not begun because its process was killed there. */
const HIT = /\(INJECTED\)|<unfinished \.\.\.>$|= \?$/u;

function parseLog(log: string): Pick<Straced, 'calls' | 'hit'> {
  const counts = new Map<string, number>();
  const calls: SystemCall[] = [];
  let main: string | undefined;
  const lines = log.split('\n');
  for (const text of lines) {
    const { thread, name } = LINE.exec(text)?.groups ?? {};
    if (thread === undefined || name === undefined) {
      continue;
    }
    main ??= thread;
    const nth = (counts.get(`${thread} ${name}`) ?? 0) + 1;
    counts.set(`${thread} ${name}`, nth);
    if (thread === main) {
      calls.push({ name, nth, text });
    }
  }
  return { calls, hit: lines.filter((line) => HIT.test(line)) };
}

/**
 * Runs the command under strace. Without an injection all its calls on files are told; with one, those of the injected
 * name and every `fsync`. Work of the thread pool is given to one thread, so that the same command makes the same calls.
 */
export async function runStraced(command: StracedCommand, injection?: Injection): Promise<Straced> {
  const { bundle, args, cwd, home, scratch, timeoutMs } = command;
  const log = join(scratch, 'strace.log');
  const inject =
    injection === undefined
      ? ['-e', `trace=${ALL_CALLS}`]
      : [
          '-e',
          `trace=${injection.call},fsync`,
          '-e',
          `inject=${injection.call}:${injection.fault}:when=${injection.nth}${injection.lasting === true ? '+' : ''}`,
        ];
  // Under seccomp strace sees only the calls that it asked for, which is quick, but it cannot kill there.
  const quick = injection?.fault.startsWith('signal') === true ? [] : ['--seccomp-bpf'];
  const strace = ['-f', ...quick, '-qqq', '-y', '-s', '16', '-o', log, ...inject];
  const result = await runProcess('strace', [...strace, process.execPath, bundle, ...args], {
    cwd,
    env: childEnvironment(home, { UV_THREADPOOL_SIZE: '1' }),
    timeoutMs,
    withChildren: true,
  });
  return { result, ...parseLog(readFileSync(log, 'utf8')) };
}
