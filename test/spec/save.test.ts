import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { LodestarError } from '../../src/errors.ts';
import type { DraftEdit } from '../../src/spec/save.ts';
import { statIdentity } from '../../src/spec/stable-read.ts';
import { needsRoot } from '../support/needs-tool.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { SPEC, SpecFolder } from './support/spec-file.ts';

const codeOf = (code: string): unknown => expect.objectContaining({ code });
const changed = (title: string): string => SPEC.replace('title: x', `title: ${title}`);
const filesBeside = (spec: SpecFolder): string[] => readdirSync(dirname(spec.path));

const NOBODY = 65534;

/** Runs `fn` as a user whom file modes bind, who owns the folder. */
async function asOrdinaryUser(folder: string, fn: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0 || process.seteuid === undefined) {
    await fn();
    return;
  }
  execFileSync('chown', ['-R', String(NOBODY), folder]);
  process.seteuid(NOBODY);
  try {
    await fn();
  } finally {
    process.seteuid(0);
  }
}

describe('an edit', () => {
  test('replaces the file by one that has the edit, and says what is there now', async () => {
    const spec = new SpecFolder();
    const inode = statSync(spec.path).ino;
    const saved = await spec.setTitle('new');
    expect(spec.text()).toBe(changed('new'));
    expect(statSync(spec.path).ino).not.toBe(inode);
    expect(saved).toMatchObject({
      result: 'new',
      written: true,
      before: { content: { text: SPEC } },
      after: { path: spec.path, content: { text: changed('new') } },
    });
    expect(saved.after.content.hash).toBe(createHash('sha256').update(changed('new')).digest('hex'));
    expect(saved.after.identity).toEqual(statIdentity(spec.path));
    expect(filesBeside(spec)).toEqual(['spec.yaml']);
  });

  test('that changes nothing leaves the file alone', async () => {
    const spec = new SpecFolder();
    const before = statIdentity(spec.path);
    const same = await spec.setTitle('x');
    const none = await spec.save(async () => ({ edits: [], result: 7 }));
    expect([same.written, none.written, none.result]).toEqual([false, false, 7]);
    expect(none.after).toEqual(none.before);
    expect(statIdentity(spec.path)).toEqual(before);
  });

  test('of a dry run says what would be, and leaves the file alone', async () => {
    const spec = new SpecFolder();
    const before = statIdentity(spec.path);
    const saved = await spec.setTitle('new', { dryRun: true });
    expect(saved).toMatchObject({ written: false, after: { content: { text: changed('new') } } });
    expect(saved.after.content.hash).not.toBe(saved.before.content.hash);
    expect(statIdentity(spec.path)).toEqual(before);
  });

  test('keeps the mode of the file, whatever the umask', async () => {
    const spec = new SpecFolder();
    const umask = process.umask(0o077);
    try {
      for (const mode of [0o644, 0o600, 0o664, 0o640]) {
        chmodSync(spec.path, mode);
        await spec.setTitle(`mode ${mode}`);
        expect(statSync(spec.path).mode & 0o7777).toBe(mode);
      }
    } finally {
      process.umask(umask);
    }
  });

  test('keeps the owner of the file', async (context) => {
    needsRoot(context);
    const spec = new SpecFolder();
    execFileSync('chown', ['12345:23456', spec.path]);
    await spec.setTitle('new');
    expect([statSync(spec.path).uid, statSync(spec.path).gid]).toEqual([12345, 23456]);
  });

  test('through a link writes where the link leads, and keeps it', async () => {
    const spec = new SpecFolder();
    mkdirSync(join(spec.root, 'plans'));
    renameSync(spec.path, join(spec.root, 'plans/plan.yaml'));
    symlinkSync('../plans/plan.yaml', spec.path);
    const saved = await spec.setTitle('new');
    expect(lstatSync(spec.path).isSymbolicLink()).toBe(true);
    expect(saved.after.path).toBe(join(spec.root, 'plans/plan.yaml'));
    expect(readFileSync(saved.after.path, 'utf8')).toBe(changed('new'));
    expect(readdirSync(join(spec.root, 'plans'))).toEqual(['plan.yaml']);
  });

  test('keeps a byte order mark and CRLF in the bytes', async () => {
    const text = `\uFEFF${SPEC.replaceAll('\n', '\r\n')}`;
    const spec = new SpecFolder(text);
    await spec.setTitle('new');
    expect(readFileSync(spec.path)).toEqual(Buffer.from(text.replace('title: x', 'title: new')));
  });

  test('of another name of the file leaves that one with the old text', async () => {
    const spec = new SpecFolder();
    const other = join(spec.root, 'other.yaml');
    linkSync(spec.path, other);
    await spec.setTitle('new');
    expect([spec.text(), readFileSync(other, 'utf8')]).toEqual([changed('new'), SPEC]);
  });
});

describe('what is refused', () => {
  async function expectRefused(spec: SpecFolder, save: Promise<unknown>, code: string): Promise<void> {
    const text = spec.text();
    await expect(save).rejects.toEqual(codeOf(code));
    expect(spec.text()).toBe(text);
    expect(filesBeside(spec)).toEqual(['spec.yaml']);
  }

  test('a spec with conflict markers, before anything is decided', async () => {
    const spec = new SpecFolder(
      `${SPEC}<<<<<<< HEAD\n  T3:\n    title: a\n=======\n  T3:\n    title: b\n>>>>>>> other\n`,
    );
    let isPlanned = false;
    const save = spec.save(async () => {
      isPlanned = true;
      return { edits: [], result: null };
    });
    await expectRefused(spec, save, 'SPEC_CONFLICTED');
    expect(isPlanned).toBe(false);
  });

  test('a spec that Git lists as unmerged', async () => {
    const spec = new SpecFolder();
    await expectRefused(spec, spec.setTitle('new', { isUnmerged: async () => true }), 'SPEC_CONFLICTED');
    await expectRefused(
      spec,
      spec.setTitle('new', { isUnmerged: async () => true, dryRun: true }),
      'SPEC_CONFLICTED',
    );
  });

  test('a text that the caller rejects', async () => {
    const spec = new SpecFolder();
    const verify = async (edit: DraftEdit): Promise<void> => {
      throw new LodestarError('INPUT_INVALID', edit.content.text);
    };
    await expectRefused(spec, spec.setTitle('new', { verify }), 'INPUT_INVALID');
  });

  test('a link that leads out of the repository', async () => {
    const spec = new SpecFolder();
    const outside = join(makeTempFolder(), 'spec.yaml');
    renameSync(spec.path, outside);
    symlinkSync(outside, spec.path);
    await expectRefused(spec, spec.setTitle('new'), 'SPEC_READONLY');
  });

  test('a spec that would grow too large', async () => {
    const spec = new SpecFolder();
    await expectRefused(
      spec,
      spec.setTitle('x'.repeat(100), { maxBytes: SPEC.length + 50 }),
      'INPUT_INVALID',
    );
  });

  test('what the plan refuses', async () => {
    const spec = new SpecFolder();
    const refusal = new LodestarError('TASK_NOT_FOUND', 'none');
    await expectRefused(
      spec,
      spec.save(() => Promise.reject(refusal)),
      'TASK_NOT_FOUND',
    );
  });

  test('a file or a folder that may not be written', async () => {
    const spec = new SpecFolder();
    const refused = async (path: string, mode: number): Promise<void> => {
      chmodSync(path, mode);
      await expectRefused(spec, spec.setTitle('new'), 'SPEC_READONLY');
      chmodSync(path, mode | 0o222);
    };
    await asOrdinaryUser(spec.root, async () => {
      await refused(spec.path, 0o444);
      await refused(dirname(spec.path), 0o555);
      await spec.setTitle('new');
    });
    expect(spec.text()).toBe(changed('new'));
  });
});

describe('a disk', () => {
  const mounts: string[] = [];

  afterEach(() => {
    for (const folder of mounts.splice(0)) {
      spawnSync('umount', [folder]);
    }
  });

  function mount(folder: string, size: string): boolean {
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
    mounts.push(folder);
    return status === 0;
  }

  test('that is full is DISK_FULL, leaves the old text and no other file, and works again when there is room', async (context) => {
    needsRoot(context);
    const spec = new SpecFolder();
    context.skip(!mount(dirname(spec.path), '64k'), 'tmpfs cannot be mounted here');
    const large = `${SPEC}# ${'x'.repeat(40_000)}\n`;
    writeFileSync(spec.path, large);
    await expect(spec.setTitle('new')).rejects.toEqual(codeOf('DISK_FULL'));
    expect([spec.text(), filesBeside(spec)]).toEqual([large, ['spec.yaml']]);
    writeFileSync(spec.path, SPEC);
    await spec.setTitle('new');
    expect(spec.text()).toBe(changed('new'));
  });

  test('that may only be read is SPEC_READONLY', async (context) => {
    needsRoot(context);
    const spec = new SpecFolder();
    context.skip(!mount(dirname(spec.path), '64k'), 'tmpfs cannot be mounted here');
    writeFileSync(spec.path, SPEC);
    execFileSync('mount', ['-o', 'remount,ro', dirname(spec.path)]);
    await expect(spec.setTitle('new')).rejects.toEqual(codeOf('SPEC_READONLY'));
    expect(spec.text()).toBe(SPEC);
  });
});

describe('what killed writers leave', () => {
  const OLD = new Date('2026-01-01T00:00:00Z');

  test('goes with the next write, when it is a minute old and ours', async () => {
    const spec = new SpecFolder();
    const folder = dirname(spec.path);
    const old = ['.spec.yaml.123-0123456789ab.tmp', '.spec.yaml.swp', '.config.yaml.123-0123456789ab.tmp'];
    const young = '.spec.yaml.124-0123456789ab.tmp';
    for (const name of [...old, young]) {
      writeFileSync(join(folder, name), '');
    }
    for (const name of old) {
      utimesSync(join(folder, name), OLD, OLD);
    }
    await spec.setTitle('x');
    expect(readdirSync(folder)).toHaveLength(5);
    await spec.setTitle('new');
    expect(readdirSync(folder).toSorted()).toEqual([...old.slice(1), young, 'spec.yaml'].toSorted());
  });
});
