import { expect, test } from 'vitest';
import { isProgressWanted } from '../../src/cli/progress-line.ts';

const PLAIN = { env: {}, json: false, quiet: false };
const TERMINAL = { stdout: true, stderr: true };
const PIPED = { stdout: false, stderr: true };

test.each([
  { what: 'a terminal', options: PLAIN, terminals: TERMINAL, wanted: true },
  { what: 'a terminal, the answer in a pipe', options: PLAIN, terminals: PIPED, wanted: true },
  { what: 'no terminal', options: PLAIN, terminals: { stdout: true, stderr: false }, wanted: false },
  { what: '--quiet', options: { ...PLAIN, quiet: true }, terminals: TERMINAL, wanted: false },
  { what: '--json on a terminal', options: { ...PLAIN, json: true }, terminals: TERMINAL, wanted: true },
  { what: '--json in a pipe', options: { ...PLAIN, json: true }, terminals: PIPED, wanted: false },
  { what: 'TERM=dumb', options: { ...PLAIN, env: { TERM: 'dumb' } }, terminals: TERMINAL, wanted: false },
  { what: 'CI=true', options: { ...PLAIN, env: { CI: 'true' } }, terminals: TERMINAL, wanted: false },
  { what: 'CI=false', options: { ...PLAIN, env: { CI: 'false' } }, terminals: TERMINAL, wanted: true },
])('a line of progress on $what: $wanted', ({ options, terminals, wanted }) => {
  expect(isProgressWanted(options, terminals)).toBe(wanted);
});
