import { expect, it } from 'vitest';
import { foldCriterion } from '../../src/model/criterion.ts';

it('folds white space, so that a re-folded criterion is the same', () => {
  expect(foldCriterion('  Sends one\n  mail\t per\u00a0user \n')).toBe('Sends one mail per user');
});

it('keeps every other difference', () => {
  expect(foldCriterion('Sends a mail')).not.toBe(foldCriterion('sends a mail'));
});
