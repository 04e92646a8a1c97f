import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import { answerHere } from '../support/answer-here.ts';
import { copyWorkspace, inCopy } from '../support/copy-workspace.ts';
import { dumpRuntime } from '../support/dump-runtime.ts';
import { envelopeOf, errorOf, type Envelope } from '../support/envelope.ts';
import { gitState } from '../support/git-state.ts';
import { inParallel } from '../support/in-parallel.ts';
import { contractOf } from '../support/manifest.ts';
import type { TestWorkspace } from '../support/workspace.ts';
import { makeEveryState } from './support/every-state.ts';
import { tellCall, type Call } from './support/call.ts';
import { SCENARIOS } from './support/scenarios.ts';

const IDS = Object.keys(COMMAND_TABLE);
const WRITING = IDS.filter((id) => contractOf(id.split(' ')).writes);
const READING = IDS.filter((id) => !WRITING.includes(id));

/** All that a command can change: the spec's bytes, what Git sees of the work tree, and the rows of the runtime. */
function snapshotOf(workspace: TestWorkspace): Record<string, string | undefined> {
  return {
    spec: readFileSync(workspace.specPath, 'base64'),
    git: workspace
      .git('status', '--porcelain', '--untracked-files=all', '--ignored=matching')
      // What two connections that close at once leave behind.
      .replaceAll(/^!! .*-(?:wal|shm)\n/gmu, ''),
    head: workspace.git('rev-parse', 'HEAD', '--abbrev-ref', 'HEAD'),
    runtime: dumpRuntime(workspace.runtimePath),
    ...gitState(workspace),
  };
}

/** Their names say what they change of Git's: its settings; with `--add`, the index; worktrees and their branches. */
const ABOUT_GIT = new Set(['git-setup merge-driver', 'spec resolve', 'worktree add', 'worktree remove']);

/** What a run prints, without what differs from run to run: times and tokens. */
function masked(stdout: string): unknown {
  const text = stdout
    // The name of a file has no colons.
    .replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}[:-]\d{2}[:-]\d{2}[.-]\d{3}Z/gu, '<time>')
    .replaceAll(/\b[0-9a-z]{12}\.\d{13}\b/gu, '<token>');
  const { ok, data, error, warnings } = JSON.parse(text) as Envelope;
  return { ok, data, error, warnings: warnings.filter((each) => each.code !== 'dry-run') };
}

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await makeEveryState();
});

/** Nothing happens in a dry run that somebody would have to agree to. */
function isAsked({ verdict }: Call): boolean {
  return verdict === 'CONFIRMATION_REQUIRED';
}

async function expectDryRun(id: string, call: Call): Promise<void> {
  await inCopy(workspace, async (copy) => {
    const tell = tellCall(call);
    const before = snapshotOf(copy);
    const dry = await answerHere(copy, [...call.args, '--dry-run'], call.options);
    expect(snapshotOf(copy), tell).toEqual(before);
    const git = gitState(copy);
    const real = await answerHere(copy, call.args, call.options);
    expect(ABOUT_GIT.has(id) ? git : gitState(copy), tell).toEqual(git);
    expect(dry.code, `${tell}: ${dry.stdout} ${real.stdout}`).toBe(real.code);
    expect(masked(dry.stdout), tell).toEqual(masked(real.stdout));
    if (dry.code === 0) {
      const { next, warnings } = envelopeOf(dry);
      expect(next, tell).toEqual([]);
      expect(
        warnings.map(({ code }) => code),
        tell,
      ).toContain('dry-run');
    }
  });
}

it.each(WRITING)(
  '%s --dry-run answers as the command itself would, says so, and keeps nothing',
  async (id) => {
    const calls = SCENARIOS[id] ?? [];
    await inParallel(
      calls.filter((call) => !isAsked(call)),
      async (call) => await expectDryRun(id, call),
    );
  },
);

describe('commands that read', () => {
  let copy: TestWorkspace;

  beforeAll(async () => {
    copy = await copyWorkspace(workspace);
  });

  it.each(READING)('%s writes nothing', async (id) => {
    const before = snapshotOf(copy);
    await inParallel(SCENARIOS[id] ?? [], async ({ args, options }) => await answerHere(copy, args, options));
    expect(snapshotOf(copy)).toEqual(before);
  });

  it.each(READING)('%s has no --dry-run', async (id) => {
    expect(errorOf(await answerHere(copy, [...id.split(' '), '--dry-run'])).code).toBe('USAGE');
  });
});
