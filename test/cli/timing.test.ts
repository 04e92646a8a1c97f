import { expect, it } from 'vitest';
import { markTime, renderTiming } from '../../src/cli/timing.ts';

it('tells each part in its order, and the whole', () => {
  markTime('one thing');
  markTime('another');
  expect(renderTiming()).toMatch(
    /^ +\d+\.\d ms {2}one thing\n +\d+\.\d ms {2}another\n +\d+\.\d ms {2}in all\n$/u,
  );
});
