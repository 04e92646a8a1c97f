import { readFileSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNow } from '../../src/cli/read-now.ts';
import { EXIT } from '../../src/exit.ts';
import { joinAs } from '../../src/operations/agent/join.ts';
import { FINDING_CATALOGUE, type FindingCode } from '../../src/operations/doctor/catalogue.ts';
import { openOperationContext } from '../../src/operations/open-context.ts';
import { claimTask } from '../../src/operations/task/claim.ts';
import { doctor, type DoctorResult } from '../../src/operations/workspace/doctor.ts';
import { VERSION } from '../../src/version.generated.ts';
import { answerHere } from '../support/answer-here.ts';
import { envelopeOf } from '../support/envelope.ts';
import { changedKeys, snapshotFiles } from '../support/file-snapshot.ts';
import type { ProcessResult } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type RunOptions, type TestWorkspace } from '../support/workspace.ts';
import { patchedProgram } from '../faults/harness/program.ts';
import { CONDITIONS, type Condition } from './support/doctor-conditions.ts';
import { REFUSALS } from './support/doctor-refusals.ts';

const WORKER = { as: 'ai:worker' };

interface Told extends DoctorResult {
  readonly exit: number | null;
}

function tell(run: ProcessResult): Told {
  const { data, error } = envelopeOf(run);
  expectTold(data as DoctorResult);
  expect(error?.code ?? 'healthy', run.stdout).toBe(run.code === 0 ? 'healthy' : 'DOCTOR_FOUND');
  return { ...(data as DoctorResult), exit: run.code };
}

async function ask(workspace: TestWorkspace, flags: string[] = [], options: RunOptions = {}): Promise<Told> {
  return tell(await workspace.json(['doctor', ...flags], options));
}

/** As `ask`, without a process. */
async function askHere(workspace: TestWorkspace, flags: string[] = []): Promise<Told> {
  return tell(await answerHere(workspace, ['doctor', ...flags]));
}

/** The examination alone: what the command does with it, the calls through `ask` show. */
async function examine({ root }: TestWorkspace, { strict = false, fix = false } = {}): Promise<Told> {
  const context = { dir: root, env: {}, now: readNow, dryRun: fix, version: VERSION };
  const { data, failure } = await doctor(context, {
    recover: false,
    fix,
    strict,
    node: process.versions.node,
  });
  expectTold(data);
  return { ...data, exit: failure === undefined ? 0 : EXIT.refused };
}

/** Commands in a text that take something away from somebody, or cannot be taken back. */
const DESTROYS =
  /\b(?:rm|rmdir|unlink|truncate)\b(?! --cached)|\bgit (?:clean|reset|checkout|restore|stash|gc|push)\b|lodestar (?:reset(?! --undo)|lease revoke|task (?:delete|cancel)|agent leave)|--(?:force|yes|hard|cascade|overwrite)\b/u;

/** Every finding says what, why and what to do where something is to be done, and never to destroy anything. */
function expectTold({ findings }: Pick<DoctorResult, 'findings'>): void {
  for (const { severity, what, why, remedy } of findings) {
    expect([what, why]).toEqual([expect.stringMatching(/\S/u), expect.stringMatching(/\S/u)]);
    expect(severity === 'information' ? 'what to do' : remedy).toMatch(/\S/u);
    expect(remedy).not.toMatch(DESTROYS);
  }
}

function codesOf({ findings }: Pick<DoctorResult, 'findings'>): string[] {
  return findings.map(({ code }) => code);
}

/** ai:worker holds T1, and doctor finds nothing at all. */
async function soundWorkspace(bundle?: string): Promise<TestWorkspace> {
  const workspace = makeWorkspace({ tasks: readyTasks(3), ...(bundle === undefined ? {} : { bundle }) });
  const folder = { dir: workspace.root, env: {}, now: readNow, dryRun: false, version: VERSION };
  const context = await openOperationContext(folder, { ...WORKER, lease: undefined, writing: true });
  try {
    await joinAs(context, { name: 'worker', capabilities: [], resume: false });
    await claimTask(context, { id: 'T1', filters: {}, allowOverlap: false });
  } finally {
    context.runtime.close();
  }
  return workspace;
}

function exitOf(code: FindingCode, { strict = false } = {}): number {
  const { severity } = FINDING_CATALOGUE[code];
  return severity === 'error' || (strict && severity === 'warning') ? 4 : 0;
}

async function expectFound(workspace: TestWorkspace, { code, fixes }: Condition): Promise<void> {
  const before = snapshotFiles(workspace);
  const told = await askHere(workspace);
  const { severity } = FINDING_CATALOGUE[code];
  expect(codesOf(told), JSON.stringify(told.findings)).toEqual([code]);
  expect(told.findings[0]).toMatchObject({ severity, fixed: false, fixable: fixes !== undefined });
  expect(told).toMatchObject({ exit: exitOf(code), healthy: exitOf(code) === 0 });
  const strict = await examine(workspace, { strict: true });
  expect(strict.exit).toBe(exitOf(code, { strict: true }));
  const dry = await examine(workspace, { fix: true });
  expect(dry.findings.map(({ fixed }) => fixed)).toEqual([fixes !== undefined]);
  expect(changedKeys(before, snapshotFiles(workspace))).toEqual([]);
}

async function expectMended(workspace: TestWorkspace, { code, fixes }: Condition): Promise<void> {
  const before = snapshotFiles(workspace);
  const told = await ask(workspace, ['--fix']);
  expect(codesOf(told)).toEqual([code]);
  expect(told.findings[0]?.fixed).toBe(fixes !== undefined);
  expect(told.exit).toBe(fixes === undefined ? exitOf(code) : 0);
  expect(changedKeys(before, snapshotFiles(workspace))).toEqual([...(fixes ?? [])].sort());
  expect(codesOf(await examine(workspace))).toEqual(fixes === undefined ? [code] : []);
}

describe.each(CONDITIONS.map((condition) => [condition.code, condition.how ?? '', condition] as const))(
  '%s %s',
  (_code, _how, condition) => {
    it('is all that is found, and --fix mends it and nothing else, or changes nothing', async () => {
      const workspace = await soundWorkspace();
      expect(codesOf(await examine(workspace))).toEqual([]);
      const end = await condition.make(workspace);
      try {
        await expectFound(workspace, condition);
        await expectMended(workspace, condition);
      } finally {
        end?.();
      }
    });
  },
);

describe.each(REFUSALS.map((refusal) => [refusal.code, refusal] as const))('%s', (code, { make }) => {
  it('is an error of whatever else is looked at, and --fix changes nothing', async () => {
    const workspace = await soundWorkspace();
    make(workspace);
    const before = snapshotFiles(workspace);
    for (const flags of [[], ['--strict'], ['--fix', '--dry-run'], ['--fix']]) {
      const told = await askHere(workspace, flags);
      expect(codesOf(told)).toEqual([code]);
      expect(told.findings[0]).toMatchObject({ severity: 'error', fixable: false, fixed: false });
      expect(told).toMatchObject({ exit: 4, healthy: false });
    }
    expect(changedKeys(before, snapshotFiles(workspace))).toEqual([]);
  });
});

it('no remedy of the catalogue names a command that destroys', () => {
  for (const { remedy, fix } of Object.values(FINDING_CATALOGUE)) {
    expect(`${remedy} ${fix ?? ''}`).not.toMatch(DESTROYS);
  }
  for (const destroys of ['`lodestar reset`', '`git clean -x`', '`rm x`', '`lodestar lease revoke ID`']) {
    expect(destroys).toMatch(DESTROYS);
  }
});

it('--fix adds to the .gitignore that is there, and writes through no link', async () => {
  const workspace = await soundWorkspace();
  const path = join(workspace.root, '.lodestar', '.gitignore');
  writeFileSync(path, 'mine');
  expect((await ask(workspace, ['--fix'])).findings).toMatchObject([{ fixed: true }]);
  expect(readFileSync(path, 'utf8')).toMatch(/^mine\n\/local\/\n/u);
  const theirs = join(workspace.root, 'theirs');
  writeFileSync(theirs, 'theirs');
  rmSync(path);
  symlinkSync(theirs, path);
  const { warnings } = envelopeOf(await workspace.json(['doctor', '--fix']));
  expect(warnings).toMatchObject([{ code: 'not-fixed' }]);
  expect(readFileSync(theirs, 'utf8')).toBe('theirs');
});

/** What needs another program, or another version of what it runs on. */
const ELSEWHERE: readonly FindingCode[] = [
  'NODE_OLD',
  'RUNTIME_NETWORK_FS',
  'SQLITE_OLD',
  'SYNCHRONOUS_NOT_FULL',
];

it('every finding of the catalogue is made here', () => {
  const made = new Set([...CONDITIONS.map(({ code }) => code), ...ELSEWHERE]);
  expect([...made].sort()).toEqual(Object.keys(FINDING_CATALOGUE).sort());
  const fixed = new Set(CONDITIONS.flatMap(({ code, fixes }) => (fixes === undefined ? [] : [code])));
  const promised = Object.entries(FINDING_CATALOGUE).filter(([, { fix }]) => fix !== null);
  expect([...fixed].sort()).toEqual(promised.map(([code]) => code).sort());
});

it('NODE_OLD is found by the version that the program says it runs on', async () => {
  const { root } = await soundWorkspace();
  const context = { dir: root, env: {}, now: readNow, dryRun: false, version: '0' };
  const input = { recover: false, fix: false, strict: false };
  const old = await doctor(context, { ...input, node: '20.18.9' });
  expect(codesOf(old.data)).toEqual(['NODE_OLD']);
  expect(old.failure).toBeUndefined();
  expect((await doctor(context, { ...input, strict: true, node: '18.20.0' })).failure?.code).toBe(
    'DOCTOR_FOUND',
  );
  expect(codesOf((await doctor(context, { ...input, node: '24.1.0' })).data)).toEqual([]);
});

it('an old SQLite, one that does not sync and a network file system are found by a program that has them', async () => {
  const { runtimePath } = await soundWorkspace();
  const type = `0x${(statfsSync(runtimePath).type >>> 0).toString(16)}`;
  const { command } = patchedProgram([
    { file: 'operations/doctor/examine-file.ts', find: '[3, 51, 3]', replace: '[99, 0, 0]' },
    { file: 'runtime/pragmas.ts', find: 'PRAGMA synchronous = FULL', replace: 'PRAGMA synchronous = NORMAL' },
    { file: 'runtime/network-fs.ts', find: "[0x6969, 'NFS']", replace: `[${type}, 'NFS']` },
  ]);
  const refused = makeWorkspace({ tasks: readyTasks(1), bundle: command });
  const told = await ask(refused);
  expect(codesOf(told)).toEqual(['RUNTIME_NETWORK_FS']);
  expect(told.exit).toBe(4);
  const env = { LODESTAR_ALLOW_NETWORK_FS: '1' };
  await refused.data(['task', 'claim', 'T1'], { ...WORKER, env });
  const allowed = await ask(refused, ['--fix'], { env });
  expect(codesOf(allowed)).toEqual(['RUNTIME_NETWORK_FS', 'SQLITE_OLD', 'SYNCHRONOUS_NOT_FULL']);
  expect(allowed.findings.map(({ severity }) => severity)).toEqual(['error', 'error', 'warning']);
});
