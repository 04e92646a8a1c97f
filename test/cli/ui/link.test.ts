import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { linksFrom, urlOf } from '../../../src/cli/ui/link.ts';
import { linked, renderText } from '../../../src/cli/ui/text.ts';

const ROOT = '/repo';

it.each([
  [{ url: 'https://example.org/a b' }, 'https://example.org/a%20b'],
  [{ url: 'https://example.org/\u001b]8;;x' }, 'https://example.org/%1B]8;;x'],
  [{ url: 'javascript:alert(1)' }, undefined],
  [{ url: 'file:///etc/passwd' }, undefined],
  [{ url: 'no url' }, undefined],
  [{ file: 'docs/a b.md' }, `file://${hostname()}/repo/docs/a%20b.md`],
  [{ file: '../other' }, undefined],
  [{ file: 'docs/../../other' }, undefined],
  [{ file: '/etc/passwd' }, undefined],
])('%j leads to %s', (target, url) => {
  expect(urlOf(target, ROOT)).toBe(url);
});

it('links are drawn only where a terminal has them', () => {
  const text = linked('docs', { url: 'https://example.org' });
  expect(renderText(text, { color: false })).toBe('docs');
  expect(renderText(text, { color: false, links: linksFrom(ROOT) })).toBe(
    '\u001b]8;;https://example.org/\u001b\\docs\u001b]8;;\u001b\\',
  );
  expect(urlOf({ file: 'docs' }, undefined)).toBeUndefined();
});
