import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LodestarError } from '../../src/errors.ts';
import { createFile } from '../../src/spec/create-file.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

describe('a new file', () => {
  test('is made with its folder, and nothing is left beside it', () => {
    const folder = join(makeTempFolder(), 'a', 'b');
    expect(createFile(join(folder, 'spec.yaml'), 'project: {}\n')).toBe(true);
    expect(readFileSync(join(folder, 'spec.yaml'), 'utf8')).toBe('project: {}\n');
    expect(readdirSync(folder)).toEqual(['spec.yaml']);
  });

  test('never takes the place of one that is there', () => {
    const path = join(makeTempFolder(), 'spec.yaml');
    writeFileSync(path, 'mine\n');
    expect(createFile(path, 'theirs\n')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('mine\n');
  });

  test('is not made where its folder is a file', () => {
    const path = join(makeTempFolder(), 'file');
    writeFileSync(path, '');
    expect(() => createFile(join(path, 'spec.yaml'), '')).toThrow(LodestarError);
  });

  test('takes away what a writer that was killed left long ago', () => {
    const folder = makeTempFolder();
    mkdirSync(folder, { recursive: true });
    const left = join(folder, '.spec.yaml.17-0123456789ab.tmp');
    writeFileSync(left, 'half');
    utimesSync(left, 1, 1);
    createFile(join(folder, 'spec.yaml'), '');
    expect(existsSync(left)).toBe(false);
  });
});
