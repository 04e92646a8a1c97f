import {
  chmodSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCacheFile, writeCacheFile } from '../../src/launch/cache-file.ts';
import { randomFrom } from '../support/random.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const UID = process.getuid?.() ?? 0;
const CODE = { runs: ['task next --json 0', 'status 0'], content: Buffer.from('compiled code'.repeat(50)) };

function written(): { folder: string; path: string } {
  const folder = makeTempFolder();
  writeCacheFile(folder, 'code', CODE);
  return { folder, path: join(folder, 'code') };
}

describe('a cache file', () => {
  it('gives back what was written, and is private', () => {
    const { folder, path } = written();
    expect(readCacheFile(path, UID)).toEqual(CODE);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['code']);
  });

  it('is nothing where there is none', () => {
    expect(readCacheFile(join(makeTempFolder(), 'none'), UID)).toBeUndefined();
  });

  it('is not used when another could have written it', () => {
    const { folder, path } = written();
    expect(readCacheFile(path, UID + 1)).toBeUndefined();
    symlinkSync(path, join(folder, 'link'));
    expect(readCacheFile(join(folder, 'link'), UID)).toBeUndefined();
    chmodSync(path, 0o620);
    expect(readCacheFile(path, UID)).toBeUndefined();
  });

  it('is not used when its content was cut, zeroed or changed anywhere', () => {
    const random = randomFrom(7);
    const { path } = written();
    const whole = readFileSync(path);
    const start = 12 + Buffer.byteLength(CODE.runs.join('\n'));
    for (let index = 0; index < whole.length; index += 1 + random.below(7)) {
      writeFileSync(path, whole.subarray(0, index));
      expect(readCacheFile(path, UID), `cut at ${index}`).toBeUndefined();
      const flipped = Buffer.from(whole);
      flipped.writeUInt8(whole.readUInt8(index) ^ (1 << random.below(8)), index);
      writeFileSync(path, flipped);
      const content = readCacheFile(path, UID)?.content;
      expect(content ?? (index < start ? CODE.content : undefined), `flipped at ${index}`).toEqual(
        index < start ? CODE.content : undefined,
      );
    }
    writeFileSync(path, Buffer.alloc(whole.length));
    expect(readCacheFile(path, UID)).toBeUndefined();
    writeFileSync(path, Buffer.concat([whole, whole]));
    expect(readCacheFile(path, UID)).toBeUndefined();
  });

  it('takes those away that nobody wrote for a month', () => {
    const { folder, path } = written();
    const longAgo = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
    utimesSync(path, longAgo, longAgo);
    writeCacheFile(folder, 'other', CODE);
    expect(readdirSync(folder)).toEqual(['other']);
  });

  it('fails silently where it cannot be written', () => {
    const { folder } = written();
    writeCacheFile(join(folder, 'missing'), 'code', CODE);
    writeFileSync(join(folder, `busy.${process.pid}.tmp`), '');
    writeCacheFile(folder, 'busy', CODE);
    expect(readCacheFile(join(folder, 'busy'), UID)).toBeUndefined();
  });
});
