import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { childEnvironment, type Variables } from '../support/child-environment.ts';
import { envelopeOf } from '../support/envelope.ts';
import { needsTool } from '../support/needs-tool.ts';
import { runProcess, type ProcessResult } from '../support/run-process.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { buildProbe } from './probe/build-probe.ts';

const FOLDER = makeTempFolder();
let probe = '';

beforeAll(async () => {
  probe = await buildProbe(FOLDER);
});

interface RunOptions {
  readonly input?: string;
  readonly env?: Variables;
}

async function run(args: readonly string[], options: RunOptions = {}): Promise<ProcessResult> {
  const { input, env = {} } = options;
  return await runProcess(process.execPath, [probe, ...args], {
    cwd: FOLDER,
    env: childEnvironment(FOLDER, env),
    input,
  });
}

/** The same through a shell, for redirections; `$0` is Node, `$1` the program. */
async function shell(script: string): Promise<ProcessResult> {
  return await runProcess('sh', ['-c', script, process.execPath, probe], {
    cwd: FOLDER,
    env: childEnvironment(FOLDER),
  });
}

function start(args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [probe, ...args], {
    cwd: FOLDER,
    env: childEnvironment(FOLDER),
    stdio: 'pipe',
  });
}

async function ended(
  child: ChildProcessWithoutNullStreams,
): Promise<{ code: number | null; stdout: string }> {
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout };
}

describe('every call has one answer', () => {
  test.each([
    { args: ['status'], code: 0 },
    { args: ['end', 'refused'], code: 5 },
    { args: ['end', 'fault'], code: 1 },
    { args: ['end', 'late'], code: 1 },
    { args: ['end', 'lost'], code: 1 },
    { args: ['end', 'rejected'], code: 1 },
    { args: ['inspect'], code: 4 },
    { args: ['ask'], code: 2 },
    { args: ['task', 'show'], code: 2 },
    { args: ['nonsense'], code: 2 },
    { args: ['--nonsense'], code: 2 },
  ])('$args under --json', async ({ args, code }) => {
    const result = await run(['--json', ...args]);
    const { ok, next, warnings, ...rest } = envelopeOf(result);
    expect({ ok, next, warnings }).toEqual({
      ok: code === 0,
      next: expect.any(Array),
      warnings: expect.any(Array),
    });
    expect(Object.keys(rest)).toEqual(code === 0 ? ['data'] : ['error', 'data']);
    expect(result).toMatchObject({ code, stderr: '' });
    expect(result.stdout.split('\n')).toHaveLength(2);
  });

  test('a current folder that was removed is FILE_NOT_FOUND', async () => {
    const gone = await shell('mkdir gone && cd gone && rmdir ../gone && "$0" "$1" status --json');
    expect(gone.code).toBe(3);
    expect(envelopeOf(gone).error?.code).toBe('FILE_NOT_FOUND');
  });

  test('keys are in the order of the contract', async () => {
    expect(Object.keys(envelopeOf(await run(['status', '--json'])))).toEqual([
      'ok',
      'data',
      'next',
      'warnings',
    ]);
    expect(Object.keys(envelopeOf(await run(['nonsense', '--json'])))).toEqual([
      'ok',
      'error',
      'data',
      'next',
      'warnings',
    ]);
  });

  test('a failure keeps its hints and warnings, a report its data', async () => {
    expect(envelopeOf(await run(['end', 'refused', '--json']))).toMatchObject({
      data: null,
      next: [{ cmd: 'lodestar status' }],
      warnings: [{ code: 'some' }],
    });
    expect(envelopeOf(await run(['inspect', '--json']))).toMatchObject({
      data: { found: 1 },
      error: { code: 'DOCTOR_FOUND' },
    });
  });

  test('where the time went is shown to who asks for it, and never on stdout', async () => {
    const asked = await run(['inspect', '--json'], { env: { DEBUG: 'other,lodestar:time' } });
    expect(asked.stderr).toMatch(/\d ms {2}command loaded\n[^]*\d ms {2}in all\n$/u);
    expect(asked.stdout).toBe((await run(['inspect', '--json'])).stdout);
  });

  test('the stack of a fault is shown to who asks for it, and never on stdout', async () => {
    const quiet = await run(['end', 'fault']);
    expect(quiet.stderr).not.toContain('TypeError');
    const asked = await run(['end', 'fault', '--json'], { env: { DEBUG: 'lodestar' } });
    expect(asked.stderr).toContain('TypeError');
    expect(envelopeOf(asked).error?.code).toBe('INTERNAL');
  });
});

describe('for people', () => {
  test('errors and warnings go to stderr, results and hints to stdout', async () => {
    const refused = await run(['end', 'refused']);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(
      /warning \[some\] mind this\nerror \[NOTHING_TO_CLAIM\] nothing here\n[^]*Next:\n {2}lodestar status {2}Look around\n$/u,
    );
    expect(await run(['inspect'])).toMatchObject({ stdout: '1 found\n', code: 4 });
  });

  test('output for another program has nothing added', async () => {
    expect((await run(['ids'])).stdout).toBe('T1\nT2\n');
    expect(envelopeOf(await run(['ids', '--json'])).next).toHaveLength(1);
  });

  test.each([[[]], [['--json']]])('nothing that a terminal obeys is printed (%j)', async (flags) => {
    const { stdout } = await run(['end', 'control', ...flags], { env: { FORCE_COLOR: '1' } });
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/u);
  });

  test('colour is the terminal’s: none in a pipe, some when forced', async () => {
    expect((await run(['nonsense'])).stderr).not.toContain('\u001b');
    expect((await run(['nonsense'], { env: { FORCE_COLOR: '1' } })).stderr).toContain(
      '\u001b[31merror\u001b[39m',
    );
    expect((await run(['nonsense', '--no-color'], { env: { FORCE_COLOR: '1' } })).stderr).not.toContain(
      '\u001b',
    );
  });
});

describe('input', () => {
  test('a text flag reads standard input, once', async () => {
    const given = await run(['task', 'claim', '--note', '-', '--json'], { input: 'two\nlines\n' });
    expect(envelopeOf(given).data).toMatchObject({ flags: { note: 'two\nlines' } });
    const twice = await run(['task', 'claim', '--note', '-', '--item', '-', '--json'], { input: 'x' });
    expect(envelopeOf(twice).error?.code).toBe('USAGE');
  });

  test('a missing argument is never taken from standard input', async () => {
    expect(envelopeOf(await run(['task', 'show', '--json'], { input: 'T1\n' })).error?.code).toBe('USAGE');
  });

  test('a closed standard input is no fault', async () => {
    expect(await shell('"$0" "$1" task claim --note - --json <&-')).toMatchObject({ code: 0 });
  });
});

describe('on a terminal', () => {
  /** `script` runs a command on a terminal of its own. */
  async function typing(input: string, context: TestContext): Promise<ProcessResult> {
    needsTool(context, 'script');
    const command = `${process.execPath} ${probe} ask`;
    const options = { cwd: FOLDER, env: childEnvironment(FOLDER, { TERM: 'xterm' }), input };
    return await runProcess('script', ['-qec', command, '/dev/null'], options);
  }

  test('a person may agree', async (context) => {
    expect(await typing('y\n', context)).toMatchObject({ code: 0, stdout: expect.stringContaining('acted') });
  });

  test('anything else is no', async (context) => {
    const refused = await typing('perhaps\n', context);
    expect(refused).toMatchObject({ code: 2, stdout: expect.stringContaining('CONFIRMATION_REQUIRED') });
  });
});

describe('output', () => {
  test('megabytes arrive whole in a slow pipe', async () => {
    const { stdout } = await shell('"$0" "$1" end big --json | (sleep 0.3; cat)');
    const { data } = JSON.parse(stdout) as { data: { lines: string[] } };
    expect(data.lines).toHaveLength(40_000);
  });

  test('a reader that goes away is no fault', async () => {
    const { stdout, stderr } = await shell('{ "$0" "$1" end big; echo "exit $?" >&2; } | head -n 1');
    expect(stdout).toBe(`line 0 ${'x'.repeat(40)}\n`);
    expect(stderr).toBe('exit 0\n');
  });

  test('a full disk behind stdout is not a success', async () => {
    expect(await shell('"$0" "$1" status --json > /dev/full')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ENOSPC'),
    });
  });
});

describe('signals', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a command with %i and one answer', async (signal, code) => {
    const child = start(['end', 'hang', '--json']);
    const end = ended(child);
    await once(child.stderr, 'data');
    child.kill(signal);
    const { code: exit, stdout } = await end;
    expect(exit).toBe(code);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'INTERRUPTED' } });
  });

  test('who waits for standard input can be interrupted', async () => {
    const child = start(['task', 'claim', '--colour', 'loud', '--note', '-', '--json']);
    const end = ended(child);
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130 });
  });
});
