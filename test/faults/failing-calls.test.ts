import { beforeAll, describe, expect, it } from 'vitest';
import { verdictOf } from '../support/envelope.ts';
import { hasTool } from '../support/needs-tool.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { examine } from './harness/examine.ts';
import type { SystemCall } from './harness/strace.ts';
import type { Template } from './harness/template.ts';
import { spoil, traceCalls, writeScript, type Script } from './support/every-call.ts';
import { ACTS, makeStages, type Act } from './support/task-life.ts';

interface Failure {
  readonly act: string;
  readonly call: string;
  /** The last such call whose line it fits is the one that fails. */
  readonly on: RegExp;
  /** The call comes after an `fsync` whose line it fits. */
  readonly behind?: RegExp;
  readonly error: string;
  /** What the command answers: `ok` where it can do without the call. */
  readonly answer: string;
}

/** Where a call that failed was told as something else, or as a failure of what had been done, or was not heard of. */
const FAILURES: readonly Failure[] = [
  { act: 'create', call: 'fsync', on: /\/\.lodestar>/u, error: 'EIO', answer: 'RUNTIME_IO' },
  { act: 'create', call: 'write', on: /spec\.yaml\..*tmp/u, error: 'EDQUOT', answer: 'DISK_FULL' },
  { act: 'init', call: 'write', on: /spec\.yaml/u, error: 'ENOSPC', answer: 'DISK_FULL' },
  { act: 'init', call: 'fsync', on: /\/\.lodestar>/u, error: 'EIO', answer: 'RUNTIME_IO' },
  { act: 'reset', call: 'fsync', on: /\/\.lodestar>/u, error: 'ENOSPC', answer: 'DISK_FULL' },
  { act: 'reset', call: 'unlink', on: /\/runtime\.sqlite-wal"/u, error: 'EIO', answer: 'ok' },
  { act: 'claim', call: 'statx', on: /\/cache\.sqlite-wal"/u, error: 'EIO', answer: 'ok' },
  {
    act: 'claim',
    call: 'statx',
    on: /\/runtime\.sqlite"/u,
    behind: /\/runtime\.sqlite-wal/u,
    error: 'EIO',
    answer: 'ok',
  },
  {
    act: 'adopt',
    call: 'pwrite64',
    on: /\/runtime\.sqlite-new-\d+>/u,
    error: 'EIO',
    answer: 'RUNTIME_IO',
  },
  { act: 'adopt', call: 'rename', on: /\/runtime\.python\.sqlite"/u, error: 'ENOSPC', answer: 'DISK_FULL' },
  { act: 'done', call: 'access', on: /\/\.lodestar", F_OK/u, error: 'EACCES', answer: 'RUNTIME_IO' },
  { act: 'renew', call: 'statx', on: /\/spec\.yaml"/u, error: 'EIO', answer: 'RUNTIME_IO' },
  { act: 'claim', call: 'openat', on: /\/local", .*O_DIRECTORY/u, error: 'EACCES', answer: 'ok' },
  { act: 'join', call: 'statx', on: /\/\.git\/config"/u, error: 'EACCES', answer: 'ok' },
  {
    act: 'claim in a worktree',
    call: 'openat',
    on: /\/tree\/\.git"/u,
    error: 'EACCES',
    answer: 'FILE_NOT_FOUND',
  },
  { act: 'claim in a worktree', call: 'openat', on: /\/commondir"/u, error: 'EMFILE', answer: 'RUNTIME_IO' },
  // Node itself ended the process with SIGABRT where text that it had read for us could not be closed.
  { act: 'claim', call: 'close', on: /\/cache\.sqlite-seal>/u, error: 'EIO', answer: 'ok' },
  {
    act: 'resolve',
    call: 'openat',
    on: /\/spec-before-resolve\.yaml", .*O_EXCL/u,
    error: 'EDQUOT',
    answer: 'DISK_FULL',
  },
  {
    act: 'resolve',
    call: 'fchmod',
    on: /\/spec-before-resolve\.yaml>/u,
    error: 'EPERM',
    answer: 'SPEC_READONLY',
  },
  { act: 'join', call: 'statx', on: /\/\.lodestar"/u, error: 'EACCES', answer: 'ok' },
];

/** The calls of a command of which one is the one meant. */
function listMeant({ call, on, behind }: Failure, calls: readonly SystemCall[]): SystemCall[] {
  const first = calls.findIndex(({ name, text }) => name === 'fsync' && behind?.test(text) === true);
  const start = behind === undefined ? 0 : first === -1 ? calls.length : first;
  return calls.slice(start).filter(({ name, text }) => name === call && on.test(text));
}

/** Some calls are made only when the clock has moved on meanwhile: so often the one that is meant is looked for anew. */
const TRIES = 12;

describe.skipIf(!hasTool('strace'))('a command whose system call fails', () => {
  const scripts = new Map<string, Script>();
  let stages: Record<Act['on'], Template>;

  async function scriptOf(name: string): Promise<Script> {
    const act = ACTS.find((each) => each.name === name);
    if (act === undefined) {
      throw new Error(`no act is called ${name}`);
    }
    const script = scripts.get(name) ?? (await writeScript(act, stages[act.on]));
    scripts.set(name, script);
    return script;
  }

  beforeAll(async () => {
    stages = await makeStages({ workspace: makeWorkspace });
  });

  it.for(FAILURES)('$act: $error of $call on $on is $answer', async (failure) => {
    const { act, call, error, answer } = failure;
    const script = await scriptOf(act);
    const trial = async (): Promise<boolean> => {
      const calls = await traceCalls(script, call);
      const nth = listMeant(failure, calls).at(-1)?.nth;
      expect(nth, calls.map(({ text }) => text).join('\n')).toBeDefined();
      const injection = { call, nth: nth ?? 1, fault: `error=${error}` };
      const met: boolean[] = [];
      await spoil({ rehearsed: script, injection }, async ({ result, copy }, where) => {
        met.push(listMeant(failure, where.calls).some(({ text }) => text === where.hit));
        if (met.includes(false)) {
          return;
        }
        expect(verdictOf(result), result.stdout).toBe(answer);
        const { facts, problems } = await examine(copy.root);
        expect(problems).toEqual([]);
        expect(facts).toEqual(answer === 'ok' ? script.after : script.before);
      });
      return met.includes(true);
    };
    let isMet = false;
    for (let count = 1; count <= TRIES; count += 1) {
      isMet ||= await trial();
    }
    expect(isMet).toBe(true);
  });
});
