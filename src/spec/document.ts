import { open, realpath, type FileHandle } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import {
  foldLineEnds,
  linesOf,
  sectionsOf,
  textOfLines,
  type LineRange,
  type Section,
} from '../model/section.ts';
import { sha256 } from '../util/crypto.ts';
import { isInside } from '../util/is-inside.ts';

/** More than any requirements document needs; what is read is parsed, too. */
const MAX_BYTES = 1024 * 1024;

/** A requirements document as it is now. */
export interface Document {
  readonly kind: 'read';
  /** As the Python lodestar takes it, of the whole file. */
  readonly hash: string;
  readonly lines: readonly string[];
  /** Parsed when first asked for. */
  sections(): Promise<readonly Section[]>;
}

export interface MissingDocument {
  readonly kind: 'missing';
  /** What follows its name in a sentence: `is not there`. */
  readonly why: string;
}

/**
 * SHA-256 of a document as the Python lodestar takes it: read with universal newlines. Latin-1 keeps every byte, so that
 * the encoding does not matter.
 */
export function documentHash(bytes: Buffer): string {
  const folded = foldLineEnds(bytes.toString('latin1'));
  return sha256(Buffer.from(folded, 'latin1'));
}

/** Of a section's text, which has LF as line ends. */
export function sectionHash(text: string): string {
  return sha256(text);
}

/** The text of some lines of a document; `undefined` where it is shorter. */
export function textOf(document: Pick<Document, 'lines'>, range: LineRange): string | undefined {
  return textOfLines(document.lines, range);
}

/** The sections of a Markdown text. The parser loads only here. */
export async function readSections(lines: readonly string[]): Promise<Section[]> {
  const { readHeadings } = await import('./read-headings.ts');
  return sectionsOf(readHeadings(lines.join('\n')), lines.length);
}

function documentOf(bytes: Buffer): Document {
  const lines = linesOf(foldLineEnds(new TextDecoder().decode(bytes)));
  let sections: Promise<readonly Section[]> | undefined;
  return {
    kind: 'read',
    hash: documentHash(bytes),
    lines,
    sections: async () => await (sections ??= readSections(lines)),
  };
}

async function readRegular(file: FileHandle): Promise<Document | MissingDocument> {
  const stats = await file.stat();
  if (!stats.isFile()) {
    return { kind: 'missing', why: 'is no file' };
  }
  if (stats.size > MAX_BYTES) {
    return { kind: 'missing', why: `is longer than ${String(MAX_BYTES / 1024 / 1024)} MiB` };
  }
  return documentOf(await file.readFile());
}

async function readPath(path: string): Promise<Document | MissingDocument> {
  const { O_RDONLY, O_NONBLOCK } = process.getBuiltinModule('node:fs').constants;
  // Opening a pipe would wait for a writer.
  const file = await open(path, O_RDONLY | O_NONBLOCK);
  try {
    return await readRegular(file);
  } finally {
    await file.close();
  }
}

/** Where documents are looked for. Real paths. */
export interface DocumentPlace {
  /** The folder that holds `.lodestar`: sources are relative to it. */
  readonly root: string;
  /** The checkout, or `root` without Git: nothing outside of it is read, whatever a path or a link says. */
  readonly boundary: string;
}

function isPrivate(boundary: string, path: string): boolean {
  return relative(boundary, path)
    .split(sep)
    .some((name) => name.toLowerCase() === '.git');
}

async function readSource(
  { root, boundary }: DocumentPlace,
  source: string,
): Promise<Document | MissingDocument> {
  const path = resolve(root, source);
  if (!isInside(boundary, path)) {
    return { kind: 'missing', why: 'is outside the repository' };
  }
  try {
    const realPath = await realpath(path);
    if (!isInside(boundary, realPath)) {
      return { kind: 'missing', why: 'leads outside the repository' };
    }
    return isPrivate(boundary, realPath)
      ? { kind: 'missing', why: "is one of Git's own files" }
      : await readPath(realPath);
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return {
      kind: 'missing',
      why: isAbsent ? 'is not there' : `cannot be read: ${(error as Error).message}`,
    };
  }
}

/** Reads the documents that tasks were cut from, each once however many tasks name it. */
export class DocumentReader {
  readonly #place: DocumentPlace;
  readonly #read = new Map<string, Promise<Document | MissingDocument>>();

  constructor(place: DocumentPlace) {
    this.#place = place;
  }

  async read(source: string): Promise<Document | MissingDocument> {
    const known = this.#read.get(source);
    if (known !== undefined) {
      return await known;
    }
    const reading = readSource(this.#place, source);
    this.#read.set(source, reading);
    return await reading;
  }
}
