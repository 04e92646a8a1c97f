import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorKind, actorName, isActorName, parseActorId, slugOfName } from '../../src/model/actor.ts';

describe('an actor', () => {
  it.each(['human:ada', 'ai:worker-1', 'ci:main', 'system:lodestar', `ai:${'x'.repeat(64)}`, 'ai:A.b_c-9'])(
    'is %s',
    (text) => {
      expect(parseActorId(text)).toBe(text);
    },
  );

  it.each([
    'ada',
    ':ada',
    'ai:',
    'robot:x',
    'AI:x',
    'ai:a:b',
    'ai:a b',
    'ai:é',
    `ai:${'x'.repeat(65)}`,
    'ai:x\n',
    ' ai:x',
    '',
  ])('is not %j', (text) => {
    expect(parseActorId(text)).toBeUndefined();
    expect(actorKind(text)).toBeUndefined();
  });

  it('has a kind and a name', () => {
    expect([actorKind('ci:main'), actorName('ci:main')]).toEqual(['ci', 'main']);
    expect(actorName('bare')).toBe('bare');
  });
});

describe('the slug of a person’s name', () => {
  it.each([
    ['Ada Lovelace', 'ada-lovelace'],
    ['Édouard  d’Ocagne', 'edouard-d-ocagne'],
    ["  O'Neil, Jr. ", 'o-neil-jr.'],
    ['DOMAIN\\user', 'domain-user'],
    ['李明', ''],
    ['', ''],
  ])('of %j is %j', (name, slug) => {
    expect(slugOfName(name)).toBe(slug);
  });

  it('is the name of an actor, or empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (name) => {
        const slug = slugOfName(name);
        expect(slug === '' || isActorName(slug)).toBe(true);
      }),
    );
  });
});
