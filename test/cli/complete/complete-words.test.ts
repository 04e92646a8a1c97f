import { describe, expect, it } from 'vitest';
import { completeWords } from '../../../src/cli/complete/complete-words.ts';
import { COMPLETION_TABLE } from '../../../src/cli/complete/completion-table.generated.ts';
import { COMMAND_TABLE } from '../../../src/command-table.generated.ts';
import { MANIFEST } from '../../support/manifest.ts';

/** Completes the last word of a line. */
function complete(line: string) {
  const words = line.split(' ').slice(1);
  return completeWords(COMPLETION_TABLE, words.slice(0, -1), words.at(-1) ?? '');
}

function values(line: string): readonly string[] {
  return complete(line).candidates.map(({ value }) => value);
}

describe('what is known', () => {
  it('is every command with all its flags', () => {
    expect(Object.keys(COMPLETION_TABLE.commands)).toEqual(Object.keys(COMMAND_TABLE));
    for (const id of Object.keys(COMMAND_TABLE)) {
      const flags = Object.keys(MANIFEST.commands[id.replaceAll(' ', ':')]?.flags ?? {});
      expect([...values(`lodestar ${id} -`)].sort()).toEqual(flags.map((name) => `--${name}`).sort());
    }
  });

  it('is the commands and topics at the beginning, and the verbs of a topic', () => {
    expect(values('lodestar ')).toEqual(expect.arrayContaining(['task', 'status', 'help']));
    expect(values('lodestar --json task ')).toContain('claim');
    expect(values('lodestar task c')).not.toContain('status');
    expect(values('lodestar help task ')).toContain('claim');
  });
});

describe('a word is completed with', () => {
  it.each([
    ['lodestar task show ', 'task'],
    ['lodestar --as ai:one task claim T', 'task'],
    ['lodestar task update T1 T', 'task'],
    ['lodestar task claim --as ', 'actor'],
    ['lodestar task list --holder ', 'actor'],
    ['lodestar task next -l ', 'label'],
    ['lodestar task create --depends-on ', 'task'],
    ['lodestar task create --id ', 'free'],
    ['lodestar task graph --focus ', 'task'],
    ['lodestar log --type ', 'event-type'],
    ['lodestar config get ', 'setting'],
    ['lodestar -C ', 'file'],
    ['lodestar spec check ', 'file'],
    ['lodestar task show -- -', 'task'],
  ])('%j: a %s', (line, kind) => {
    expect(complete(line).kind).toBe(kind);
  });

  it('the words of its list', () => {
    expect(values('lodestar task list --state ')).toContain('claimable');
    expect(values('lodestar task list --sort=')).toContain('priority');
    expect(values('lodestar completion ')).toEqual(['bash', 'zsh', 'fish', 'pwsh']);
  });

  it('nothing where nothing fits', () => {
    for (const line of [
      'lodestar task show T1 ',
      'lodestar status ',
      'lodestar nonsense ',
      'lodestar task show --json=',
    ]) {
      expect(complete(line)).toMatchObject({ candidates: [] });
      expect(complete(line).kind).toBeUndefined();
    }
  });
});

it('what stands before the word is kept, and flags are offered once', () => {
  expect(complete('lodestar task list --label a,b')).toMatchObject({ kind: 'label', prefix: 'a,' });
  expect(complete('lodestar task list --label=a,b')).toMatchObject({ kind: 'label', prefix: '--label=a,' });
  expect(complete('lodestar task list --status=ready,')).toMatchObject({ prefix: '--status=ready,' });
  const again = values('lodestar task list --sort id --label a -');
  expect(again).not.toContain('--sort');
  expect(again).toContain('--label');
  expect(complete('lodestar -C sub task show ').dir).toBe('sub');
});
