import { expect, it } from 'vitest';
import { cacheKey } from '../../src/launch/cache-key.ts';

const FACTS = { version: 'v20.19.0', arch: 'x64', execArgv: [], nodeOptions: undefined };

it('names Node and its options', () => {
  expect(cacheKey(FACTS)).toBe('v20.19.0-x64');
  const keys = [
    FACTS,
    { ...FACTS, version: 'v24.0.0' },
    { ...FACTS, arch: 'arm64' },
    { ...FACTS, execArgv: ['--stack-size=900'] },
    { ...FACTS, nodeOptions: '--max-old-space-size=500' },
    { ...FACTS, nodeOptions: '--max-old-space-size=501' },
  ].map(cacheKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.every((key) => /^[\w.-]+$/u.test(key))).toBe(true);
});
