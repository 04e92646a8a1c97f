import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { SpecMutex } from '../../src/workspace/spec-mutex.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

afterEach(() => vi.restoreAllMocks());

function mutexIn(folder: string, name: string): SpecMutex {
  return new SpecMutex(join(folder, name, 'write.lock'));
}

test('is held by the flow of calls that took it, and by no other', async () => {
  const folder = makeTempFolder();
  const [one, other] = [mutexIn(folder, 'one'), mutexIn(folder, 'other')];
  const seen: unknown[] = [];
  await one.run(async () => {
    await other.run(async () => {
      await one.run(async () => seen.push([one.isHeld(), other.isHeld()]));
    });
    seen.push([one.isHeld(), other.isHeld()]);
  });
  expect([...seen, [one.isHeld(), other.isHeld()]]).toEqual([
    [true, true],
    [true, false],
    [false, false],
  ]);
});

test('needs one storage of the process however many workspaces were opened', async () => {
  const runs = vi.spyOn(AsyncLocalStorage.prototype, 'run');
  const folder = makeTempFolder();
  for (let number = 0; number < 5; number += 1) {
    await mutexIn(folder, String(number)).run(async () => undefined);
  }
  expect(runs.mock.contexts).toHaveLength(5);
  expect(new Set(runs.mock.contexts).size).toBe(1);
});
