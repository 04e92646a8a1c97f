import { isUtf8 } from 'node:buffer';
import { decodeSpec, utf16Name } from './decode.ts';
import { specInvalid } from './spec-invalid.ts';
import { sha256 } from '../util/crypto.ts';

/** What is in a spec, as bytes that are UTF-8 and as text. Each is made of the other when it is first asked for. */
export class SpecContent {
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  /** Which joined are the bytes. */
  #chunks: readonly Buffer[] | undefined;
  #text: string | undefined;

  /** @throws LodestarError `SPEC_INVALID` for bytes that are not UTF-8; `file` is named in it. */
  static ofBytes(bytes: Buffer, file: string): SpecContent {
    if (!isUtf8(bytes) || utf16Name(bytes) !== undefined) {
      const decoded = decodeSpec(bytes, file);
      if (!decoded.ok) {
        throw specInvalid([decoded.problem]);
      }
    }
    return new SpecContent([bytes]);
  }

  static ofText(text: string): SpecContent {
    return new SpecContent([Buffer.from(text)]);
  }

  /** Of chunks that joined are known to be UTF-8. */
  constructor(chunks: readonly Buffer[]) {
    this.#chunks = chunks;
    this.hash = sha256(...chunks);
  }

  get chunks(): readonly Buffer[] {
    this.#chunks ??= [Buffer.from(this.#text ?? '')];
    return this.#chunks;
  }

  get size(): number {
    return this.chunks.reduce((sum, { length }) => sum + length, 0);
  }

  get bytes(): Buffer {
    const [first, ...others] = this.chunks;
    const bytes = first === undefined || others.length > 0 ? Buffer.concat(this.chunks) : first;
    this.#chunks = [bytes];
    return bytes;
  }

  /** As in the file: a byte order mark and CRLF stay. */
  get text(): string {
    this.#text ??= this.bytes.toString('utf8');
    // Who reads the text of a large spec has no use for the bytes, and both at once are a burden.
    this.#chunks = undefined;
    return this.#text;
  }
}
