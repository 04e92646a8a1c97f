import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ErrorCode } from '../../../src/errors.ts';
import { childEnvironment } from '../../support/child-environment.ts';
import { envelopeOf } from '../../support/envelope.ts';
import { inParallel } from '../../support/in-parallel.ts';
import { runProcess, type ProcessResult } from '../../support/run-process.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import { lacksTools } from '../harness/lacks.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { lacksMounts } from '../harness/small-disk.ts';
import type { Template } from '../harness/template.ts';
import { ACTS, makeStages } from '../support/task-life.ts';

/** What the spec alone can answer: these work wherever it can be read. */
const READ_THE_SPEC: readonly (readonly string[])[] = [
  ['status'],
  ['task', 'list'],
  ['task', 'show', 'FREE'],
  ['task', 'why', 'FREE'],
  ['task', 'graph'],
  ['spec', 'check'],
  ['config', 'list'],
  ['config', 'get', 'settle'],
  ['whoami'],
  ['version'],
];

/** What only the runtime knows: these say why they cannot. */
const READ_THE_RUNTIME: readonly (readonly string[])[] = [
  ['log'],
  ['history', 'FREE'],
  ['lease', 'list'],
  ['agent', 'list'],
  ['task', 'next'],
];

const WRITE: readonly (readonly string[])[] = [
  ...ACTS.filter(({ on, name }) => on === 'workspace' && name !== 'reset').map(({ args }) => args),
  ['task', 'update', 'FREE', '--title', 'Other'],
  ['task', 'delete', 'FREE'],
  ['task', 'block', 'FREE', '--reason', 'because'],
  ['task', 'cancel', 'FREE', '--reason', 'because'],
  ['task', 'reopen', 'DONE', '--reason', 'because'],
  ['agent', 'heartbeat', '--as', 'ai:worker'],
  ['agent', 'leave', '--as', 'ai:worker'],
  ['lease', 'revoke', 'HELD', '--reason', 'because', '--as', 'human:ada'],
  ['config', 'set', 'settle', 'on-verify'],
  ['reset', '--yes'],
  ['doctor', '--recover'],
];

const DENIED = new Set<ErrorCode | undefined>(['RUNTIME_READONLY', 'RUNTIME_FOREIGN_OWNER']);
const WRITE_DENIED = new Set<ErrorCode | undefined>([...DENIED, 'SPEC_READONLY', 'RUNTIME_HEALTHY']);

/** Who comes to a workspace that cannot be written, and why it cannot. */
interface Visit {
  readonly who: string;
  /** Commands of a shell in mounts of its own, before the program runs. */
  readonly prepare: string;
  readonly as: readonly string[];
}

const READ_ONLY_MOUNT =
  'mount --bind "$WORKSPACE" "$WORKSPACE"; mount -o remount,ro,bind "$WORKSPACE"; cd "$WORKSPACE"';
const NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

const VISITS: readonly Visit[] = [
  { who: 'the owner of a read-only mount', prepare: READ_ONLY_MOUNT, as: [] },
  { who: 'another user of a read-only mount', prepare: READ_ONLY_MOUNT, as: NOBODY },
  { who: 'another user', prepare: 'true', as: NOBODY },
];

async function runAs(
  copy: TestWorkspace,
  { prepare, as }: Visit,
  args: readonly string[],
): Promise<ProcessResult> {
  const script = `set -e; ${prepare}; exec "$@"`;
  const command = [...as, process.execPath, copy.bundle, ...args, '--json'];
  return await runProcess('unshare', ['--mount', 'sh', '-c', script, 'sh', ...command], {
    cwd: copy.root,
    env: childEnvironment(copy.home, { WORKSPACE: copy.root, XDG_CACHE_HOME: '/dev/null/cache' }),
    timeoutMs: 30_000,
  });
}

/** Every file with its content, its mode and its times. */
function pictureOf(root: string): string {
  const script =
    'find .lodestar -exec stat -c "%n %f %Y %s" {} + | sort; find .lodestar -type f -exec sha256sum {} + | sort';
  return execFileSync('sh', ['-c', script], { cwd: root, encoding: 'utf8' });
}

function expected(args: readonly string[]): ReadonlySet<ErrorCode | 'ok' | undefined> {
  if (READ_THE_SPEC.includes(args)) {
    return new Set(['ok']);
  }
  return READ_THE_RUNTIME.includes(args) ? new Set(['ok', ...DENIED]) : WRITE_DENIED;
}

async function tryOne(
  run: RigRun,
  { copy, visit }: { copy: TestWorkspace; visit: Visit },
  args: readonly string[],
): Promise<void> {
  const result = await runAs(copy, visit, args);
  const where = `${visit.who}: ${args.join(' ')}`;
  run.count('commands');
  try {
    const { ok, error } = envelopeOf(result);
    const isExpected = expected(args).has(ok ? 'ok' : error?.code);
    run.check(isExpected, `${where}: ${result.stdout.slice(0, 400)}`);
    run.check(result.stderr === '', `${where}: ${result.stderr.slice(0, 400)}`);
  } catch (error) {
    run.fault(`${where}: ${String(error).slice(0, 800)}`);
  }
}

async function visitOnce(run: RigRun, stage: Template, visit: Visit): Promise<void> {
  await stage.inCopy(async (copy, scratch) => {
    chmodSync(scratch, 0o755);
    chmodSync(dirname(copy.home), 0o755);
    const before = pictureOf(copy.root);
    const commands = [...READ_THE_SPEC, ...READ_THE_RUNTIME, ...WRITE];
    await inParallel(commands, async (args) => await tryOne(run, { copy, visit }, args));
    run.check(pictureOf(copy.root) === before, `${visit.who}: something was written`);
  });
}

rig({
  id: 'G5',
  name: 'read-only',
  goal: 'where nothing can be written, what the spec says can be read, and whoever would write is told why not',
  lacks: () => lacksMounts() ?? lacksTools('unshare', 'setpriv'),
  controls: [
    {
      removes: 'the look at who may write',
      patches: [
        {
          file: 'runtime/access.ts',
          find: '  const folder = nearestPresent(dirname(path));\n',
          replace:
            "  const folder = nearestPresent(dirname(path));\n  if (path !== '') {\n    return undefined;\n  }\n",
        },
      ],
    },
  ],
  run: async (run) => {
    const { workspace } = await makeStages(run);
    for (const visit of VISITS) {
      await visitOnce(run, workspace, visit);
    }
  },
});
