import { describe, expect, it } from 'vitest';
import { LodestarError } from '../../src/errors.ts';
import { resolveIdentity, type IdentityInput } from '../../src/workspace/identity.ts';

const KNOWN = ['ai:worker-1', 'ai:worker-2', 'human:ada-lovelace', 'human:sam', 'ai:sam'];

function resolve(input: Partial<IdentityInput>): ReturnType<typeof resolveIdentity> {
  return resolveIdentity({
    env: {},
    writing: true,
    knownActors: () => Promise.resolve(KNOWN),
    gitUserName: () => Promise.resolve('Ada Lovelace'),
    osUser: () => 'root',
    ...input,
  });
}

function unasked(): never {
  throw new Error('asked without need');
}

async function refusal(input: Partial<IdentityInput>): Promise<LodestarError> {
  const thrown: unknown = await resolve(input).catch((error: unknown) => error);
  if (!(thrown instanceof LodestarError)) {
    throw new Error('not refused', { cause: thrown });
  }
  return thrown;
}

describe('who acts', () => {
  it('is the flag, then the variable, then Git’s user, then the system’s', async () => {
    const flag = 'ai:worker-1';
    const env = { LODESTAR_AGENT: 'ci:main' };
    const nobody = (): Promise<null> => Promise.resolve(null);
    expect(await resolve({ flag, env })).toEqual({ actor: 'ai:worker-1', from: 'flag', warnings: [] });
    expect(await resolve({ env })).toEqual({ actor: 'ci:main', from: 'env', warnings: [] });
    expect(await resolve({})).toEqual({ actor: 'human:ada-lovelace', from: 'git', warnings: [] });
    expect(await resolve({ gitUserName: nobody })).toEqual({ actor: 'human:root', from: 'os', warnings: [] });
  });

  it('is Git’s user where the variable is empty', async () => {
    expect(await resolve({ env: { LODESTAR_AGENT: '' } })).toMatchObject({ from: 'git' });
  });

  it('is the system’s user where nothing is left of Git’s name as a slug', async () => {
    const gitUserName = (): Promise<string> => Promise.resolve('李明');
    expect(await resolve({ gitUserName })).toMatchObject({ actor: 'human:root', from: 'os' });
  });

  it('is whom the environment names where the system knows no user', async () => {
    const nameless = { gitUserName: () => Promise.resolve(null), osUser: unasked };
    expect(await resolve({ ...nameless, env: { USER: 'Ada' } })).toMatchObject({ actor: 'human:ada' });
    expect(await resolve({ ...nameless, env: { LOGNAME: 'bob' } })).toMatchObject({ actor: 'human:bob' });
    expect(await resolve(nameless)).toEqual({ actor: 'human:unknown', from: 'os', warnings: [] });
  });

  it('asks neither runtime nor Git when the flag says it whole', async () => {
    const quiet = { knownActors: unasked, gitUserName: unasked, osUser: unasked };
    expect(await resolve({ ...quiet, flag: 'ai:new' })).toMatchObject({ actor: 'ai:new' });
  });
});

describe('a bare name', () => {
  it('is the one known actor of that name', async () => {
    expect(await resolve({ flag: 'worker-2' })).toEqual({ actor: 'ai:worker-2', from: 'flag', warnings: [] });
    expect(await resolve({ env: { LODESTAR_AGENT: 'ada-lovelace' } })).toMatchObject({
      actor: 'human:ada-lovelace',
    });
  });

  it('that two actors have is refused, and both are named', async () => {
    const { code, details } = await refusal({ flag: 'sam' });
    expect({ code, details }).toEqual({
      code: 'USAGE',
      details: { value: 'sam', actors: ['human:sam', 'ai:sam'] },
    });
  });

  it('that nobody has is refused with near misses when the command writes', async () => {
    const { code, details } = await refusal({ flag: 'worker-3' });
    expect(code).toBe('ACTOR_NOT_FOUND');
    expect(details).toEqual({ name: 'worker-3', candidates: ['ai:worker-1', 'ai:worker-2'] });
  });

  it('that nobody has is a person, with a warning, when the command reads', async () => {
    const identity = await resolve({ flag: 'worker-3', writing: false });
    expect(identity).toMatchObject({ actor: 'human:worker-3', from: 'flag' });
    expect(identity.warnings.map((warning) => warning.code)).toEqual(['actor-unknown']);
  });
});

it.each(['', ' ', 'robot:x', 'ai:', ':x', 'ai:a b', `ai:${'x'.repeat(65)}`, 'a/b', 'AI:x', 'ai:x\n'])(
  'refuses %j, from the flag and from the variable, reading or writing',
  async (text) => {
    expect((await refusal({ flag: text, writing: false })).code).toBe('USAGE');
    if (text !== '') {
      expect((await refusal({ env: { LODESTAR_AGENT: text } })).code).toBe('USAGE');
    }
  },
);
