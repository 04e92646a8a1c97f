import { execFileSync } from 'node:child_process';

/** The words of a command line as a POSIX shell reads them. A variable that stood there unquoted would be gone. */
export function shellWords(line: string): string[] {
  const output = execFileSync('sh', ['-fc', `set -- ${line}\nprintf '%s\\0' "$@"`], {
    cwd: '/',
    env: { PATH: process.env.PATH ?? '' },
    encoding: 'utf8',
  });
  return output.split('\0').slice(0, -1);
}
