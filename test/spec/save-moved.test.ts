import { readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SPEC, SpecFolder, titleEdit } from './support/spec-file.ts';

const codeOf = (code: string): unknown => expect.objectContaining({ code });
const changed = (title: string): string => SPEC.replace('title: x', `title: ${title}`);
const filesBeside = (spec: SpecFolder): string[] => readdirSync(dirname(spec.path));

describe('when something moves under the writer', () => {
  /** Runs `move` while the first plan is made, and counts how often one is. */
  async function saveWhile(spec: SpecFolder, move: () => void): Promise<{ readonly plans: string[] }> {
    const plans: string[] = [];
    await spec.save(async ({ content }) => {
      plans.push(content.text);
      if (plans.length === 1) {
        move();
      }
      return { edits: [titleEdit('new')], result: null };
    });
    return { plans };
  }

  test.each<[string, (path: string, text: string) => void]>([
    ['written in place', (path, text) => writeFileSync(path, text)],
    [
      'replaced',
      (path, text) => {
        writeFileSync(`${path}~`, text);
        renameSync(`${path}~`, path);
      },
    ],
    [
      'removed and made anew',
      (path, text) => {
        rmSync(path);
        writeFileSync(path, text);
      },
    ],
  ])('an edit by hand, %s, is seen and kept', async (_how, write) => {
    const spec = new SpecFolder();
    const byHand = SPEC.replace('title: y', 'title: by hand');
    const { plans } = await saveWhile(spec, () => write(spec.path, byHand));
    expect(plans).toEqual([SPEC, byHand]);
    expect(spec.text()).toBe(byHand.replace('title: x', 'title: new'));
    expect(filesBeside(spec)).toEqual(['spec.yaml']);
  });

  test('an edit by hand of the same length and with its time set back is seen', async () => {
    const spec = new SpecFolder();
    const { atime, mtime } = statSync(spec.path);
    const byHand = SPEC.replace('title: y', 'title: z');
    const { plans } = await saveWhile(spec, () => {
      writeFileSync(spec.path, byHand);
      utimesSync(spec.path, atime, mtime);
    });
    expect(plans).toHaveLength(2);
    expect(spec.text()).toBe(byHand.replace('title: x', 'title: new'));
  });

  test('a switch of the branch is met by deciding anew', async () => {
    const spec = new SpecFolder();
    const { plans } = await saveWhile(spec, () => {
      spec.checkout.branch = 'other';
    });
    expect(plans).toHaveLength(2);
    expect(spec.text()).toBe(changed('new'));
  });

  test('an index.lock of Git is waited for', async () => {
    const spec = new SpecFolder();
    const { plans } = await saveWhile(spec, () => {
      spec.checkout.indexLocked = true;
      setTimeout(() => {
        spec.checkout.indexLocked = false;
      }, 20);
    });
    expect(plans).toHaveLength(2);
    expect(spec.text()).toBe(changed('new'));
  });

  const OTHERS = SPEC.replace('title: y', 'title: of the other branch');

  /** What Git does when it switches the branch: the file is another one, and so is the index. */
  function switchBranch(spec: SpecFolder): void {
    rmSync(spec.path);
    writeFileSync(spec.path, OTHERS);
    spec.checkout.branch = 'other';
    spec.checkout.indexes += 1;
  }

  /** Runs `move` at a look for Git's lock: 1 is the last one before the rename, 2 the first one after it. */
  async function saveWhileLooking(spec: SpecFolder, look: number, move: () => void): Promise<string[]> {
    let looks = 0;
    const { plans } = await saveWhile(spec, () => {
      spec.checkout.onLook = () => {
        looks += 1;
        if (looks === look) {
          move();
        }
      };
    });
    return plans;
  }

  test.each([
    [1, 'right before'],
    [2, 'right after'],
  ])('a switch of the branch %#, %s the rename, carries no text to the other branch', async (look) => {
    const spec = new SpecFolder();
    const plans = await saveWhileLooking(spec, look, () => switchBranch(spec));
    expect(plans).toEqual([SPEC, OTHERS]);
    expect(spec.text()).toBe(OTHERS.replace('title: x', 'title: new'));
    expect(filesBeside(spec)).toEqual(['spec.yaml']);
  });

  test('a switch of the branch that goes on after the rename is waited for', async () => {
    const spec = new SpecFolder();
    const plans = await saveWhileLooking(spec, 2, () => {
      spec.checkout.indexLocked = true;
      setTimeout(() => {
        switchBranch(spec);
        spec.checkout.indexLocked = false;
      }, 20);
    });
    expect(plans).toEqual([SPEC, OTHERS]);
    expect(spec.text()).toBe(OTHERS.replace('title: x', 'title: new'));
  });

  test('a Git that only reads the file while it is replaced changes nothing', async () => {
    const spec = new SpecFolder();
    const plans = await saveWhileLooking(spec, 1, () => {
      spec.checkout.indexes += 1;
    });
    expect(plans).toEqual([SPEC]);
    expect(spec.text()).toBe(changed('new'));
  });

  test('each time, the writer gives up with SPEC_BUSY and leaves nothing behind', async () => {
    const spec = new SpecFolder();
    let count = 0;
    const save = spec.save(async () => {
      count += 1;
      spec.checkout.branch = `b${count}`;
      return { edits: [titleEdit('new')], result: null };
    });
    await expect(save).rejects.toEqual(codeOf('SPEC_BUSY'));
    expect([spec.text(), count, filesBeside(spec)]).toEqual([SPEC, 10, ['spec.yaml']]);
  });

  test('and the folder is gone, that is said', async () => {
    const spec = new SpecFolder();
    const save = spec.save(async () => {
      rmSync(dirname(spec.path), { recursive: true });
      return { edits: [titleEdit('new')], result: null };
    });
    await expect(save).rejects.toEqual(codeOf('NOT_A_WORKSPACE'));
  });

  test('a dry run decides anew as well', async () => {
    const spec = new SpecFolder();
    let count = 0;
    const byHand = SPEC.replace('title: y', 'title: z');
    const saved = await spec.save(
      async () => {
        count += 1;
        if (count === 1) {
          writeFileSync(spec.path, byHand);
        }
        return { edits: [titleEdit('new')], result: count };
      },
      { dryRun: true },
    );
    expect(saved).toMatchObject({
      result: 2,
      after: { content: { text: byHand.replace('title: x', 'title: new') } },
    });
    expect(spec.text()).toBe(byHand);
  });
});
