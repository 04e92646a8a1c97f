import { describe, expect, test } from 'vitest';
import { decodeSpec } from '../../src/spec/decode.ts';

function decode(bytes: Uint8Array) {
  return decodeSpec(bytes, 'spec.yaml');
}

describe('decodeSpec', () => {
  test('keeps a byte order mark, CRLF and a U+FFFD that the file has', () => {
    const text = '\uFEFFa: ü\r\nb: \uFFFD 🚀\r\n';
    expect(decode(Buffer.from(text))).toEqual({ ok: true, text });
  });

  test.each([
    ['Latin-1', [0xfc], '0xFC'],
    ['a lone continuation', [0x80], '0x80'],
    ['an overlong form', [0xc0, 0xaf], '0xC0'],
    ['half a surrogate pair', [0xed, 0xa0, 0x80], '0xED'],
    ['a sequence that is cut off', [0xe2, 0x82], '0xE2'],
  ])('refuses %s and says where it is', (_name, bad, shown) => {
    const bytes = Buffer.concat([Buffer.from('a: 1\nb: ä\uFFFD'), Buffer.from(bad), Buffer.from('x\n')]);
    const decoded = decode(bytes);
    expect(decoded).toMatchObject({ ok: false, problem: { code: 'ENCODING_INVALID', line: 2, column: 6 } });
    expect(decoded.ok ? '' : decoded.problem.message).toContain(`${shown} at offset 13`);
  });

  test('names UTF-16, with and without a byte order mark', () => {
    const text = 'project:\n  name: x\n';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [
      little,
      big,
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    ]) {
      const decoded = decode(bytes);
      expect(decoded.ok ? '' : decoded.problem.message).toContain('UTF-16');
    }
  });
});
