import { ProblemCollector } from './problem-collector.ts';
import type { ProblemDraft, SpecProblem } from './problem.ts';

export type Decoded =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: SpecProblem };

/** How far in, the bytes are looked at for UTF-16 without a byte order mark: far enough to have met a line. */
const SNIFFED_BYTES = 64;

/** Every second byte of Latin text in UTF-16 is zero, and no byte of it is in UTF-8. */
export function utf16Name(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return first === 0xff ? 'UTF-16 (little endian)' : 'UTF-16 (big endian)';
  }
  const head = bytes.subarray(0, SNIFFED_BYTES);
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    zeros[index % 2] = (zeros[index % 2] ?? 0) + (byte === 0 ? 1 : 0);
  });
  const [even = 0, odd = 0] = zeros;
  const most = head.length / 4;
  if (even === 0 && odd > most) {
    return 'UTF-16 (little endian)';
  }
  return odd === 0 && even > most ? 'UTF-16 (big endian)' : undefined;
}

/**
 * Up to the first bad byte the lenient decoder is faithful; there it writes U+FFFD, which differs from a U+FFFD of the
 * file by the bytes that stand at its place.
 */
function firstBadByte(bytes: Uint8Array, lenient: string): { index: number; offset: number } {
  let offset = 0;
  let from = 0;
  for (let index = lenient.indexOf('\uFFFD'); index !== -1; index = lenient.indexOf('\uFFFD', from)) {
    offset += Buffer.byteLength(lenient.slice(from, index));
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) {
      return { index, offset };
    }
    offset += 3;
    from = index + 1;
  }
  return { index: lenient.length, offset: bytes.length };
}

function failed(file: string, text: string, draft: ProblemDraft): Decoded {
  return { ok: false, problem: new ProblemCollector(file, text).place(draft) };
}

/**
 * Decodes the bytes of a spec as UTF-8 and refuses what is not: a lenient decoder would write U+FFFD into the text, and
 * the next edit would save it. A byte order mark and CRLF stay in the text.
 */
export function decodeSpec(bytes: Uint8Array, file: string): Decoded {
  const utf16 = utf16Name(bytes);
  if (utf16 !== undefined) {
    const message = `the file is ${utf16}, not UTF-8`;
    return failed(file, '', {
      code: 'ENCODING_INVALID',
      message,
      offset: 0,
      hint: 'Save the file as UTF-8.',
    });
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const { index, offset } = firstBadByte(bytes, lenient);
    const byte = (bytes[offset] ?? 0).toString(16).padStart(2, '0').toUpperCase();
    return failed(file, lenient, {
      code: 'ENCODING_INVALID',
      message: `the byte 0x${byte} at offset ${offset} is not UTF-8`,
      offset: index,
      hint: 'Save the file as UTF-8; the byte is probably of Latin-1 or Windows-1252.',
    });
  }
}
