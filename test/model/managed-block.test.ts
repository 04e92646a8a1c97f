import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findBlock, putBlock, withoutBlock } from '../../src/model/managed-block.ts';

const WRITTEN = { version: '1.2.3', body: 'One\n\nTwo\n', head: '---\nx\n---\n' };

/** Files of all kinds: bytes as latin1, with every kind of line end, and none. */
const files = fc
  .array(fc.constantFrom('a', ' ', '\n', '\r\n', '\r', '\u00ef\u00bb\u00bf', '\u00ff', '# x', '<!-- -->'), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

function blockOf(text: string) {
  const block = findBlock(text);
  if (block === undefined || block === 'broken') {
    throw new Error(`no block in ${JSON.stringify(text)}`);
  }
  return block;
}

it('comes and goes without a trace, and is written twice as once', () => {
  fc.assert(
    fc.property(files, files, (text, added) => {
      const once = putBlock(text, undefined, WRITTEN);
      expect(once.startsWith(text)).toBe(true);
      expect(blockOf(once).body).toBe(WRITTEN.body);
      expect(putBlock(once, blockOf(once), WRITTEN)).toBe(once);
      expect(withoutBlock(blockOf(once), WRITTEN.head)).toBe(text);
      expect(withoutBlock(blockOf(once + added), WRITTEN.head)).toBe(text + added);
      const renewed = putBlock(once + added, blockOf(once + added), { ...WRITTEN, body: 'Other\n' });
      expect(withoutBlock(blockOf(renewed), WRITTEN.head)).toBe(text + added);
    }),
  );
});

it('takes a file that was made for it along, unless something else is in it now', () => {
  const made = putBlock(undefined, undefined, WRITTEN);
  expect(made.startsWith('---\nx\n---\n<!-- lodestar:begin version=1.2.3 ')).toBe(true);
  expect(withoutBlock(blockOf(made), WRITTEN.head)).toBeUndefined();
  expect(withoutBlock(blockOf(`${made}mine\n`), WRITTEN.head)).toBe('---\nx\n---\nmine\n');
});

it('is broken where its markers do not fit together', () => {
  const once = putBlock('', undefined, WRITTEN);
  for (const text of [
    once + once,
    once.replace('<!-- lodestar:end -->', ''),
    `x\n${once.slice(50)}`,
    '<!-- lodestar:begin',
  ]) {
    expect(findBlock(text)).toBe('broken');
  }
});
