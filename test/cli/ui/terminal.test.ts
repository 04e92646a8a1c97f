import { describe, expect, test } from 'vitest';
import { describeTerminal } from '../../../src/cli/ui/terminal.ts';

const TTY = { isTTY: true, columns: 100 };
const PIPE = { isTTY: false, columns: undefined };
const ASK = { noColor: false };

describe('describeTerminal', () => {
  test.each([
    { env: {}, stream: TTY, color: true },
    { env: {}, stream: PIPE, color: false },
    { env: { NO_COLOR: '1' }, stream: TTY, color: false },
    { env: { NO_COLOR: '' }, stream: TTY, color: true },
    { env: { TERM: 'dumb' }, stream: TTY, color: false },
    { env: { FORCE_COLOR: '1' }, stream: PIPE, color: true },
    { env: { FORCE_COLOR: '' }, stream: PIPE, color: true },
    { env: { FORCE_COLOR: '0' }, stream: TTY, color: false },
    { env: { FORCE_COLOR: 'false' }, stream: TTY, color: false },
    { env: { FORCE_COLOR: '1', NO_COLOR: '1' }, stream: TTY, color: false },
  ])('colour: $env on $stream', ({ env, stream, color }) => {
    expect(describeTerminal(env, stream, ASK).color).toBe(color);
  });

  test('--no-color wins over FORCE_COLOR', () => {
    expect(describeTerminal({ FORCE_COLOR: '1' }, TTY, { noColor: true }).color).toBe(false);
  });

  test.each([
    { env: {}, stream: TTY, width: 100 },
    { env: {}, stream: { isTTY: true, columns: undefined }, width: 80 },
    { env: {}, stream: PIPE, width: Number.POSITIVE_INFINITY },
    { env: { COLUMNS: '60' }, stream: PIPE, width: 60 },
    { env: { COLUMNS: '60' }, stream: TTY, width: 60 },
    { env: { COLUMNS: '0' }, stream: TTY, width: 100 },
    { env: { COLUMNS: 'wide' }, stream: TTY, width: 100 },
    { env: { COLUMNS: '5' }, stream: TTY, width: 20 },
  ])('width: $env on $stream', ({ env, stream, width }) => {
    expect(describeTerminal(env, stream, ASK).width).toBe(width);
  });
});
