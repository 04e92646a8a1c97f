import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { lookAtFile } from '../../src/util/look-at-file.ts';
import { readFailure } from '../../src/util/read-failure.ts';
import { systemCodeOf } from '../../src/util/system-error.ts';

function failure(errno: number, code: string): Error {
  return Object.assign(new Error(code), { errno: -errno, code, syscall: 'write' });
}

function errorOf(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('the code of a failure of the operating system', () => {
  it('is what Node calls it', () => {
    expect(systemCodeOf(errorOf(() => readFileSync('/nowhere/at/all')))).toBe('ENOENT');
    expect(systemCodeOf(errorOf(() => readFileSync('/')))).toBe('EISDIR');
  });

  it('is known of a quota that is used up, for which Node has no name', () => {
    const { EDQUOT } = constants.errno;
    expect(systemCodeOf(failure(EDQUOT, `Unknown system error -${EDQUOT}`))).toBe('EDQUOT');
  });

  it('is none of what is no failure of the operating system', () => {
    expect(systemCodeOf(new TypeError('x'))).toBeUndefined();
    expect(systemCodeOf(Object.assign(new Error('x'), { code: 'SQLITE_FULL' }))).toBeUndefined();
  });
});

describe('a file that cannot be read', () => {
  it('may be readable at the next try, or not', () => {
    const { EIO, EMFILE, EACCES } = constants.errno;
    expect(readFailure(failure(EIO, 'EIO'), 'x')).toMatchObject({ code: 'RUNTIME_IO' });
    expect(readFailure(failure(EMFILE, 'EMFILE'), 'x')).toMatchObject({ code: 'RUNTIME_IO' });
    expect(readFailure(failure(EACCES, 'EACCES'), 'x')).toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it('is not found where no file can have such a name', () => {
    expect(errorOf(() => lookAtFile('a\0b'))).toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(errorOf(() => lookAtFile('x'.repeat(5000)))).toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(lookAtFile('/nowhere/at/all')).toBeUndefined();
  });

  it('leaves what is no failure of the operating system as it is', () => {
    const error = new TypeError('x');
    expect(readFailure(error, 'x')).toBe(error);
  });
});
