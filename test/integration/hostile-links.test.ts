import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { answerHere } from '../support/answer-here.ts';
import { envelopeOf } from '../support/envelope.ts';
import { readyTasks } from '../support/spec-text.ts';
import { commitAll, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** In two parts, so that this file has none. */
const SECRET = ['token:', 'hunter2-do-not-print\n'].join(' ');
const AS = { as: 'ai:worker' };

/** What only asks for the spec and the settings, or writes them. */
const ON_THE_SPEC: readonly (readonly string[])[] = [
  ['spec', 'check'],
  ['config', 'list'],
  ['config', 'set', 'settle', 'on-verify'],
  ['init'],
];

const ON_THE_RUNTIME: readonly (readonly string[])[] = [
  ['status'],
  ['task', 'list'],
  ['task', 'claim'],
  ['task', 'create', '--title', 'New'],
  ['settle', '--all'],
  ['doctor'],
  ['doctor', '--recover'],
  ['backup'],
  ['reset', '--yes'],
];

const WRITING: readonly (readonly string[])[] = [
  ['task', 'claim'],
  ['task', 'create', '--title', 'New'],
  ['reset', '--yes'],
  ['init'],
];

/** A clone of a repository in which somebody committed a link at `name`, and a folder beside it that is its victim's. */
function cloneWithLink(name: string, target: (victim: string) => string): TestWorkspace & { victim: string } {
  const origin = makeWorkspace({ tasks: readyTasks(2), gitignore: null });
  const folder = realpathSync(mkdtempSync(join(origin.home, 'clone-')));
  const victim = join(folder, 'victim');
  mkdirSync(join(victim, 'folder'), { recursive: true });
  writeFileSync(join(victim, 'file'), SECRET);
  writeFileSync(join(victim, 'empty'), '');
  cpSync(join(origin.root, '.lodestar'), join(victim, 'lodestar'), { recursive: true });
  const link = join(origin.root, name);
  rmSync(link, { recursive: true, force: true });
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(target(victim), link);
  commitAll(origin.root, 'Link');
  const root = join(folder, 'clone');
  origin.git('clone', '--quiet', origin.root, root);
  return { ...origin.at(root), victim };
}

function pictureOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return entry.isFile() ? `${file} ${readFileSync(file, 'latin1')}` : file;
    })
    .sort();
}

const LODESTAR = '.lodestar';

async function expectRefused(
  clone: ReturnType<typeof cloneWithLink>,
  commands: readonly (readonly string[])[],
): Promise<void> {
  const before = pictureOf(clone.victim);
  for (const args of commands) {
    const run = await answerHere(clone, args, AS);
    expect(envelopeOf(run).error?.code, `${args.join(' ')}: ${run.stdout}`).toBe('LINK_OUTSIDE');
    expect(run.stdout + run.stderr).not.toContain('hunter2');
  }
  expect(pictureOf(clone.victim)).toEqual(before);
}

it.each([
  ['the folder', LODESTAR, 'lodestar'],
  ['the spec', `${LODESTAR}/spec.yaml`, 'file'],
  ['the settings', `${LODESTAR}/config.yaml`, 'file'],
  ['the folder of local files', `${LODESTAR}/local`, 'folder'],
  ['the mutex', `${LODESTAR}/local/write.lock`, 'empty'],
  ['the line before the mutex', `${LODESTAR}/local/write.lock-line`, 'folder'],
  ['the backups', `${LODESTAR}/local/backups`, 'folder'],
])('a link out of the repository in place of %s is refused by every command', async (_what, name, target) => {
  const clone = cloneWithLink(name, (victim) => join(victim, target));
  await expectRefused(clone, [...ON_THE_SPEC, ...ON_THE_RUNTIME]);
});

it.each([
  ['the runtime', `${LODESTAR}/runtime.sqlite`, 'empty'],
  ['its log', `${LODESTAR}/runtime.sqlite-wal`, 'file'],
  ['a log that is not there yet', `${LODESTAR}/runtime.sqlite-wal`, 'new'],
  ['its journal', `${LODESTAR}/runtime.sqlite-journal`, 'file'],
])('a link out of the repository in place of %s is refused by what opens it', async (_what, name, target) => {
  const clone = cloneWithLink(name, (victim) => join(victim, target));
  await expectRefused(clone, ON_THE_RUNTIME);
});

it.each([
  ['the cache', `${LODESTAR}/local/cache.sqlite`],
  ['the log of the cache', `${LODESTAR}/local/cache.sqlite-wal`],
  ['the seal of the cache', `${LODESTAR}/local/cache.sqlite-seal`],
  ['what says what is ignored', `${LODESTAR}/.gitignore`],
  ['the runtime from before a reset', `${LODESTAR}/local/before-reset.sqlite`],
])('nothing is written through a link in place of %s', async (_what, name) => {
  for (const at of ['file', 'new']) {
    const clone = cloneWithLink(name, (victim) => join(victim, at));
    const before = pictureOf(clone.victim);
    for (const args of WRITING) {
      const run = await clone.json(args, AS);
      expect(envelopeOf(run).error?.code, `${args.join(' ')}: ${run.stdout}`).not.toBe('INTERNAL');
    }
    expect(pictureOf(clone.victim)).toEqual(before);
  }
});

it('links within the repository, and to its other checkouts, are followed', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const other = join(dirname(workspace.root), 'other');
  workspace.git('worktree', 'add', '--quiet', '-b', 'other', other);
  const elsewhere = workspace.at(other);
  rmSync(elsewhere.specPath);
  symlinkSync(workspace.specPath, elsewhere.specPath);
  await elsewhere.data(['task', 'list']);
  mkdirSync(join(workspace.root, 'plans'));
  cpSync(workspace.specPath, join(workspace.root, 'plans', 'spec.yaml'));
  rmSync(workspace.specPath);
  symlinkSync('../plans/spec.yaml', workspace.specPath);
  await workspace.data(['task', 'create', '--title', 'New']);
  expect(existsSync(join(workspace.root, 'plans', 'local', 'write.lock'))).toBe(true);
});
