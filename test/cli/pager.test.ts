import { describe, expect, it } from 'vitest';
import { isPersonReading, pagerOf } from '../../src/cli/pager.ts';

describe('the pager', () => {
  it.each([
    [{}, 'less'],
    [{ PAGER: 'more -d' }, 'more -d'],
    [{ PAGER: 'more', LODESTAR_PAGER: 'less -S' }, 'less -S'],
    [{ PAGER: 'more', LODESTAR_PAGER: '' }, undefined],
    [{ PAGER: 'cat' }, undefined],
    [{ TERM: 'dumb' }, undefined],
  ])('of %j is %s', (env, command) => {
    expect(pagerOf(env)).toBe(command);
  });

  it.each([
    [[], {}, true],
    [[], { LODESTAR_AGENT: 'human:ada' }, true],
    [[], { LODESTAR_AGENT: 'ai:worker-1' }, false],
    [[], { LODESTAR_AGENT: 'worker-1' }, false],
    [[], { CI: 'true' }, false],
    [['task', 'list', '--no-pager'], {}, false],
    [['--no-input', 'status'], {}, false],
  ])('is for people: %j, %j', (argv, env, wanted) => {
    expect(isPersonReading(argv, env)).toBe(wanted);
  });
});
