import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ERROR_CATALOGUE } from '../../src/error-catalogue.ts';
import type { IndexLock } from '../../src/spec/index-lock.ts';
import {
  isFresh,
  isSameFile,
  readSpecText,
  statIdentity,
  type CheckoutWatch,
} from '../../src/spec/stable-read.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { lockOf } from './support/spec-file.ts';

function makeSpec(content: string | Uint8Array): string {
  const path = join(makeTempFolder(), 'spec.yaml');
  writeFileSync(path, content);
  return path;
}

/** A watch that tells what it was asked, and does something meanwhile, as another process would. */
function watchThat(onAsk: (count: number) => boolean): CheckoutWatch {
  let count = 0;
  return {
    isCallersLock: false,
    indexLock: () => {
      count += 1;
      return onAsk(count) ? lockOf(Date.now()) : undefined;
    },
    head: () => 'ref: refs/heads/main',
    index: () => undefined,
  };
}

/** What nothing moves. */
function standing(lock: IndexLock | undefined, isCallersLock = false): CheckoutWatch {
  return { isCallersLock, indexLock: () => lock, head: () => '', index: () => undefined };
}

describe('readSpecText', () => {
  test('gives text, bytes hash and identity of the real file', async () => {
    const content = '\uFEFFtasks:\r\n';
    const path = makeSpec(content);
    const link = join(makeTempFolder(), 'link.yaml');
    symlinkSync(path, link);
    const read = await readSpecText(link);
    const hash = createHash('sha256').update(content).digest('hex');
    expect(read).toMatchObject({ path, content: { text: content, hash }, identity: statIdentity(path) });
    expect(read.identity.size).toBe(statSync(path).size);
  });

  test('waits while Git changes the worktree', async () => {
    const path = makeSpec('tasks: # old\n');
    const watch = watchThat((count) => {
      if (count === 3) {
        writeFileSync(path, 'tasks: # new\n');
      }
      return count < 5;
    });
    expect((await readSpecText(path, { watch })).content.text).toBe('tasks: # new\n');
  });

  test('reads again when the file is written, cut or replaced in the meantime', async () => {
    const path = makeSpec('tasks: # old\n');
    const meddle = [
      () => {
        truncateSync(path, 3);
      },
      () => {
        writeFileSync(path, 'tasks: # longer than before\n');
      },
      () => {
        writeFileSync(`${path}.new`, 'tasks: # last\n');
        renameSync(`${path}.new`, path);
      },
    ];
    const watch = watchThat((count) => {
      meddle[count - 1]?.();
      return false;
    });
    expect((await readSpecText(path, { watch })).content.text).toBe('tasks: # last\n');
  });

  test('waits until nobody has written into the file for a moment', async () => {
    const path = makeSpec('');
    const parts = ['tasks:\n', '  T1:\n', '    title: One\n', '  T2:\n', '    title: Two\n'];
    const writing = (async () => {
      for (const part of parts) {
        appendFileSync(path, part);
        await delay(10);
      }
    })();
    const { content } = await readSpecText(path);
    await writing;
    expect(content.text).toBe(parts.join(''));
  });

  test.each<[string, (path: string) => CheckoutWatch | undefined]>([
    [
      'was renamed into place',
      (path) => {
        renameSync(path, `${path}~`);
        renameSync(`${path}~`, path);
        return undefined;
      },
    ],
    [
      'Git has written',
      (path) => ({
        ...standing(undefined),
        index: () => ({ mark: '', mtimeNs: statSync(path, { bigint: true }).mtimeNs }),
      }),
    ],
  ])('does not wait for a file that %s', async (_how, change) => {
    const path = makeSpec('tasks: # here\n');
    // So that the rename is later than the content, by whatever clock.
    await delay(10);
    const watch = change(path);
    expect((await readSpecText(path, { watch, deadlineMs: 0 })).content.text).toBe('tasks: # here\n');
  });

  test('waits for a file that is away for a moment', async () => {
    const path = makeSpec('tasks: # here\n');
    renameSync(path, `${path}.away`);
    const watch = watchThat((count) => {
      if (count === 2) {
        renameSync(`${path}.away`, path);
      }
      return false;
    });
    expect((await readSpecText(path, { watch })).content.text).toBe('tasks: # here\n');
  });

  test('waits for a file that is empty for a moment, and takes one that stays so as it is', async () => {
    const path = makeSpec('');
    const watch = watchThat((count) => {
      if (count === 2) {
        writeFileSync(path, 'tasks:\n');
      }
      return false;
    });
    expect((await readSpecText(path, { watch })).content.text).toBe('tasks:\n');
    expect((await readSpecText(makeSpec(''))).content.text).toBe('');
  });

  test('gives up at the deadline, also on a file that Git took away', async () => {
    const path = makeSpec('tasks:\n');
    const watch = watchThat(() => true);
    await expect(readSpecText(path, { watch, deadlineMs: 20 })).rejects.toMatchObject({
      code: 'SPEC_BUSY',
      retryable: true,
    });
    rmSync(path);
    await expect(readSpecText(path, { watch, deadlineMs: 20 })).rejects.toMatchObject({ code: 'SPEC_BUSY' });
  });

  test('does not wait for a lock that stands as long as the spec does', async () => {
    const path = makeSpec('tasks: # here\n');
    const longAgo = Date.now() - 60_000;
    const watch = standing(lockOf(longAgo));
    // The spec's ctime cannot be set back: it counts as changed just now, and is waited for.
    await expect(readSpecText(path, { watch, deadlineMs: 20 })).rejects.toMatchObject({ code: 'SPEC_BUSY' });
    const started = performance.now();
    expect((await readSpecText(path, { watch })).content.text).toBe('tasks: # here\n');
    expect(performance.now() - started).toBeGreaterThan(2000);
    const again = performance.now();
    expect((await readSpecText(path, { watch })).content.text).toBe('tasks: # here\n');
    expect(performance.now() - again).toBeLessThan(1000);
    rmSync(path);
    await expect(readSpecText(path, { watch })).rejects.toMatchObject({ code: 'NOT_A_WORKSPACE' });
  });

  test("does not wait for the lock of its caller's own Git command", async () => {
    const path = makeSpec('tasks: # here\n');
    const watch = standing(lockOf(Date.now()), true);
    expect((await readSpecText(path, { watch, deadlineMs: 1000 })).content.text).toBe('tasks: # here\n');
    rmSync(path);
    await expect(readSpecText(path, { watch })).rejects.toMatchObject({ code: 'NOT_A_WORKSPACE' });
  });

  test('waits for every lock when the text is to be replaced, and says what to look at', async () => {
    const path = makeSpec('tasks: # here\n');
    for (const watch of [standing(lockOf(0)), standing(lockOf(0), true)]) {
      const reading = readSpecText(path, { watch, toWrite: true, deadlineMs: 20 });
      const details = { path, lock: '.git/index.lock' };
      await expect(reading).rejects.toMatchObject({ code: 'SPEC_BUSY', details });
      await expect(reading).rejects.not.toMatchObject({ hint: ERROR_CATALOGUE.SPEC_BUSY.remedy });
    }
  });

  test("does not wait in vain to replace a text beneath its caller's own Git command", async () => {
    const path = makeSpec('tasks: # here\n');
    const started = performance.now();
    const reading = readSpecText(path, { watch: standing(lockOf(0), true), toWrite: true });
    await expect(reading).rejects.toMatchObject({ code: 'SPEC_BUSY' });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('says that there is no workspace where there is no file', async () => {
    await expect(readSpecText(join(makeTempFolder(), 'spec.yaml'))).rejects.toMatchObject({
      code: 'NOT_A_WORKSPACE',
    });
  });

  test('says where a link leads that leads to nothing', async () => {
    const path = join(makeTempFolder(), 'spec.yaml');
    symlinkSync('gone.yaml', path);
    const details = { path, target: join(path, '../gone.yaml') };
    await expect(readSpecText(path)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', details });
  });

  test.each([
    ['bytes that are not UTF-8', Uint8Array.of(0x61, 0xff), 'ENCODING_INVALID'],
    ['more bytes than are allowed', 'tasks: # long\n', 'SPEC_TOO_LARGE'],
  ])('refuses %s as an invalid spec', async (_name, content, code) => {
    const reading = readSpecText(makeSpec(content), { maxBytes: 8 });
    await expect(reading).rejects.toMatchObject({ code: 'SPEC_INVALID', details: { problems: [{ code }] } });
  });

  test('refuses a folder', async () => {
    const path = join(makeTempFolder(), 'spec.yaml');
    mkdirSync(path);
    await expect(readSpecText(path)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

describe('the identity of a file', () => {
  test('changes with its content, its times and its inode', () => {
    const path = makeSpec('a');
    const first = statIdentity(path);
    utimesSync(path, 1, 1);
    const touched = statIdentity(path);
    writeFileSync(`${path}.new`, 'a');
    renameSync(`${path}.new`, path);
    const replaced = statIdentity(path);
    if (first === undefined || touched === undefined || replaced === undefined) {
      throw new Error('the file is there');
    }
    expect(isSameFile(first, first)).toBe(true);
    expect(isSameFile(first, touched)).toBe(false);
    expect(isSameFile(touched, replaced)).toBe(false);
  });

  test('is nothing for a file that is not there', () => {
    expect(statIdentity(join(makeTempFolder(), 'none', 'spec.yaml'))).toBeUndefined();
  });

  test('is fresh until the clock has moved past its grain', () => {
    const at = (ctimeNs: string) => ({ size: 1, mtimeNs: '0', ctimeNs, ino: '1' });
    const fine = at('1700000000123456789');
    expect([0, 49, 51, 5_000].map((passedMs) => isFresh(fine, 1_700_000_000_123 + passedMs))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const coarse = at('1700000000000000000');
    expect([1_000, 1_999, 2_001].map((passedMs) => isFresh(coarse, 1_700_000_000_000 + passedMs))).toEqual([
      true,
      true,
      false,
    ]);
    expect(isFresh(fine, 1_600_000_000_000)).toBe(true);
  });
});
