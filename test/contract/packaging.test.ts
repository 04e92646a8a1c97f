import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VersionResult } from '../../src/operations/version.ts';
import type { DoctorResult } from '../../src/operations/workspace/doctor.ts';
import { childEnvironment, type Variables } from '../support/child-environment.ts';
import { dataOf, envelopeOf, errorOf } from '../support/envelope.ts';
import { MANIFEST } from '../support/manifest.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { runProcess, type ProcessResult } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

interface PackedFile {
  readonly path: string;
  readonly mode: number;
}

/** A package of this repository as an installation of Lodestar links it. */
const DRIVER = ['better-sqlite3', 'bindings', 'file-uri-to-path'];
const MODULES = join(REPOSITORY_ROOT, 'node_modules');

const { version } = JSON.parse(readFileSync(join(REPOSITORY_ROOT, 'package.json'), 'utf8')) as {
  readonly version: string;
};

let files: readonly PackedFile[];
/** A folder of somebody else's, in which the packed Lodestar is installed. */
let consumer: string;
let installed: string;
let workspace: TestWorkspace;

/** Packs what is built, without building it anew. */
async function pack(
  folder: string,
): Promise<{ readonly filename: string; readonly files: readonly PackedFile[] }> {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await runProcess('npm', args, { cwd: REPOSITORY_ROOT, env: childEnvironment(folder) });
  const [packed] = JSON.parse(stdout) as { filename: string; files: PackedFile[] }[];
  if (packed === undefined) {
    throw new Error(`nothing was packed: ${stdout}`);
  }
  return packed;
}

async function unpack(tarball: string, into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  await runProcess('tar', ['-xzf', tarball, '--strip-components=1', '-C', into], {
    cwd: into,
    env: childEnvironment(into),
  });
}

async function lodestar(
  root: string,
  args: readonly string[],
  extra: Variables = {},
): Promise<ProcessResult> {
  return await runProcess(process.execPath, [join(root, 'dist', 'lodestar.cjs'), ...args], {
    cwd: workspace.root,
    env: childEnvironment(workspace.home, extra),
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(REPOSITORY_ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(REPOSITORY_ROOT.length + 1));
}

beforeAll(async () => {
  consumer = makeTempFolder();
  installed = join(consumer, 'node_modules', 'lodestar');
  const packed = await pack(consumer);
  files = packed.files;
  await unpack(join(consumer, packed.filename), installed);
  for (const name of DRIVER) {
    symlinkSync(join(MODULES, name), join(consumer, 'node_modules', name));
  }
  workspace = makeWorkspace({ tasks: readyTasks(6) });
});

describe('the package', () => {
  it('holds all that is shipped, and nothing else', () => {
    const paths = files.map(({ path }) => path);
    const shipped = [
      ...['README.md', 'CHANGELOG.md', 'SECURITY.md', 'THIRD-PARTY.md', 'LICENSE'],
      ...['package.json', 'oclif.manifest.json'],
      // npm packs no .gitignore, and nothing that one names: what a run leaves in the sample workspace stays out.
      ...filesBelow('.lodestar-example').filter(
        (path) => !/\/(?:local|runtime\.sqlite|\.gitignore)/u.test(path),
      ),
      ...filesBelow('docs'),
      ...filesBelow('dist'),
      ...filesBelow('schemas'),
    ];
    expect([...paths].sort()).toEqual([...shipped].sort());
    expect(paths).toEqual(
      expect.arrayContaining(['dist/lodestar.cjs', 'dist/index.js', 'dist/types/index.d.ts']),
    );
    expect(files.find(({ path }) => path === 'dist/lodestar.cjs')?.mode).toBe(0o755);
  });

  it('says one version in all of its files', async () => {
    const read = (name: string) =>
      JSON.parse(readFileSync(join(installed, name), 'utf8')) as { readonly version: string };
    expect(MANIFEST.version).toBe(version);
    expect(read('oclif.manifest.json').version).toBe(version);
    expect(read('package.json').version).toBe(version);
    expect(dataOf<VersionResult>(await lodestar(installed, ['version', '--json']))).toMatchObject({
      version,
      root: installed,
    });
  });

  it('works where it is installed, with nothing but its one dependency', async () => {
    const lines = [
      'init part --json',
      'task claim --json',
      'task create --title New --json',
      'task done T1 --evidence commit:HEAD --json',
      'task verify T1 --json',
      'settle --json',
      'config set lease_ttl 30m --json',
      'spec check --json',
      'doctor --json',
    ];
    for (const line of lines) {
      const run = await lodestar(installed, line.split(' '));
      expect(run, run.stdout + run.stderr).toMatchObject({ code: 0, stderr: '' });
    }
    for (const line of [
      '',
      '--help',
      'task claim --help',
      'task claim --schema',
      'task --json',
      'task lsit',
    ]) {
      const run = await lodestar(installed, line === '' ? [] : line.split(' '));
      expect(run.stdout + run.stderr, line).not.toMatch(/Cannot find|\[INTERNAL\]|^ {4}at /mu);
    }
  });
});

describe('the embedding API', () => {
  const PROGRAM = `
    import { claimTask, LodestarError, openOperationContext, readNow, VERSION } from 'lodestar';
    const folder = { dir: process.argv[2], env: {}, now: readNow, dryRun: false, version: VERSION };
    const context = await openOperationContext(folder, { as: 'ai:embedded', lease: undefined, writing: true });
    try {
      const { data, next } = await claimTask(context, { id: 'T4', filters: {}, allowOverlap: false });
      const again = await claimTask(context, { id: 'T9', filters: {}, allowOverlap: false }).catch((error) => error);
      console.log(JSON.stringify({ data, next, is: again instanceof LodestarError, code: again.code }));
    } finally {
      context.runtime.close();
    }
  `;

  it('is imported as an ES module and claims a task', async () => {
    writeFileSync(join(consumer, 'program.mjs'), PROGRAM);
    const run = await runProcess(process.execPath, ['program.mjs', workspace.root], {
      cwd: consumer,
      env: childEnvironment(consumer),
    });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toMatchObject({
      data: { task_id: 'T4', agent_id: 'ai:embedded' },
      next: [{ cmd: 'lodestar task done T4' }, {}, {}],
      is: true,
      code: 'TASK_NOT_FOUND',
    });
    expect(dataOf(await lodestar(installed, ['whoami', '--json', '--as', 'ai:embedded']))).toMatchObject({
      held: [{ task_id: 'T4' }],
    });
  });

  it('is typed for the program that embeds it', async () => {
    writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }');
    // Some declarations name a type of a package that is bundled and not installed: no program sees it.
    const whole = { strict: true, skipLibCheck: true, noEmit: true };
    const compilerOptions = { ...whole, module: 'nodenext', target: 'es2023', types: [] };
    writeFileSync(
      join(consumer, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['program.ts'] }),
    );
    writeFileSync(
      join(consumer, 'program.ts'),
      `import { claimTask, openOperationContext, readNow, VERSION, type ClaimResult, type Outcome } from 'lodestar';
       const folder = { dir: '.', env: {}, now: readNow, dryRun: false, version: VERSION };
       const context = await openOperationContext(folder, { as: undefined, lease: undefined, writing: true });
       const outcome: Outcome<ClaimResult> = await claimTask(context, { filters: {}, allowOverlap: false });
       export const taskId: string = outcome.data.task_id;
       // @ts-expect-error -- a result has no such key
       export const wrong: string = outcome.data.nonsense;\n`,
    );
    const tsc = join(MODULES, 'typescript', 'bin', 'tsc');
    const run = await runProcess(process.execPath, [tsc, '-p', '.'], {
      cwd: consumer,
      env: childEnvironment(consumer),
    });
    expect(run.stdout).toBe('');
    expect(run.code).toBe(0);
  });

  it.each(['./schemas/spec.schema.json', './package.json'])('gives %s to who asks', async (path) => {
    const script = `console.log(require.resolve('lodestar/${path.slice(2)}'))`;
    const run = await runProcess(process.execPath, ['-e', script], {
      cwd: consumer,
      env: childEnvironment(consumer),
    });
    expect(run.stdout.trim()).toBe(join(installed, path));
    expect(existsSync(run.stdout.trim())).toBe(true);
  });
});

describe('a missing native binding', () => {
  let bare: string;

  /** The driver's JavaScript is there; what an install without scripts never compiled is not. */
  beforeAll(() => {
    const modules = join(makeTempFolder(), 'node_modules');
    bare = join(modules, 'lodestar');
    cpSync(installed, bare, { recursive: true });
    for (const name of DRIVER) {
      cpSync(join(MODULES, name), join(modules, name), {
        recursive: true,
        filter: (path) => !/\/better-sqlite3\/(?:build|deps|src)$/u.test(path),
      });
    }
  });

  it('is told with its code and the one line that mends it', async () => {
    const json = await lodestar(bare, ['task', 'claim', '--json']);
    expect(json).toMatchObject({ code: 7, stderr: '' });
    expect(errorOf(json)).toMatchObject({
      code: 'NATIVE_BINDING_MISSING',
      hint: expect.stringContaining('npm rebuild better-sqlite3'),
      retryable: false,
    });
    const text = await lodestar(bare, ['task', 'list']);
    expect(text).toMatchObject({ code: 7, stdout: '' });
    expect(text.stderr).toContain('[NATIVE_BINDING_MISSING]');
    expect(text.stderr).toContain('npm rebuild better-sqlite3');
    expect(text.stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
    expect(text.stderr).not.toMatch(/^ +at /mu);
  });

  it('is no matter for what needs no database', async () => {
    for (const line of ['--help', 'version', 'task claim --schema', 'task claim --explain', 'spec check']) {
      const run = await lodestar(bare, line.split(' '));
      expect(run, `${line}: ${run.stderr}`).toMatchObject({ code: 0, stderr: '' });
    }
  });

  it('is found by doctor, who looks at everything else all the same', async () => {
    const run = await lodestar(bare, ['doctor', '--json']);
    expect(run).toMatchObject({ code: 4, stderr: '' });
    const { findings, checks } = envelopeOf(run).data as DoctorResult;
    expect(findings).toMatchObject([
      { code: 'NATIVE_BINDING_MISSING', severity: 'error', remedy: expect.stringContaining('npm rebuild') },
    ]);
    expect(checks).toContainEqual(expect.objectContaining({ name: 'spec.yaml', status: 'pass' }));
  });

  it('is told the same by code that another installation compiled, which is gone', async () => {
    const cache = { XDG_CACHE_HOME: join(makeTempFolder(), 'cache') };
    const modules = join(bare, '..');
    const other = join(makeTempFolder(), 'node_modules');
    cpSync(modules, other, { recursive: true });
    const first = await lodestar(join(other, 'lodestar'), ['task', 'claim', '--json'], cache);
    rmSync(other, { recursive: true });
    const second = await lodestar(bare, ['task', 'claim', '--json'], cache);
    expect([first, second].map((run) => errorOf(run).code)).toEqual(Array(2).fill('NATIVE_BINDING_MISSING'));
  });

  it('is told the same where the driver is not there at all', async () => {
    const driver = join(bare, '..', 'better-sqlite3');
    renameSync(driver, `${driver}.aside`);
    const run = await lodestar(bare, ['task', 'claim', '--json']);
    rmSync(`${driver}.aside`, { recursive: true });
    expect(run.code).toBe(7);
    expect(errorOf(run)).toMatchObject({ code: 'NATIVE_BINDING_MISSING' });
  });
});
