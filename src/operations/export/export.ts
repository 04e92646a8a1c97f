import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { exportRecords, type ExportRequest, type ExportSink } from './export-records.ts';
import { OutputFile } from './output-file.ts';

/** Turns records into text. */
export interface ExportWriter {
  readonly request: ExportRequest;
  /** A sink that writes what it is handed; `write` answers false when nobody reads any more. */
  open(write: (text: string) => boolean): ExportSink;
  /** What comes behind the last record. */
  readonly end: string;
}

export interface ExportInput {
  readonly format: string;
  readonly writer: ExportWriter;
  /** As written; without it the text is printed, or is part of the answer. */
  readonly file?: string | undefined;
  /** Replace a file that is there. */
  readonly force: boolean;
  /** Prints text as it is made; false when nobody reads any more. Without it the text is `content`. */
  readonly print?: ((text: string) => boolean) | undefined;
}

export interface ExportResult {
  readonly format: string;
  /** Absolute path of the file that was written. */
  readonly file: string | null;
  /** Of the text. */
  readonly bytes: number;
  /** The text, where neither a file nor standard output took it. */
  readonly content: string | null;
}

/** So much is collected before it is written. */
const CHUNK = 64 * 1024;

/** Where the text goes. */
interface Target {
  /** Everything so far is void. */
  restart(): void;
  /** False when nobody reads any more. */
  take(text: string): boolean;
}

function fileTarget(file: OutputFile): Target {
  return {
    restart: () => file.begin(),
    take: (text) => {
      file.write(Buffer.from(text));
      return true;
    },
  };
}

function printTarget(print: (text: string) => boolean): Target {
  let hasPrinted = false;
  return {
    restart: () => {
      if (hasPrinted) {
        throw new LodestarError('RUNTIME_BUSY', 'the runtime was replaced while it was printed', {
          hint: 'Run the command again; with `--output FILE` it begins anew by itself.',
        });
      }
    },
    take: (text) => {
      hasPrinted = true;
      return print(text);
    },
  };
}

/** Writes all of it to the target in large pieces; how many bytes that were. */
async function writeTo(context: OperationContext, writer: ExportWriter, target: Target): Promise<number> {
  let pending = '';
  let bytes = 0;
  const flush = (): boolean => {
    bytes += Buffer.byteLength(pending);
    const goesOn = pending === '' || target.take(pending);
    pending = '';
    return goesOn;
  };
  const sink = writer.open((text) => {
    pending += text;
    return pending.length < CHUNK || flush();
  });
  const fresh: ExportSink = {
    ...sink,
    begin: (head) => {
      pending = '';
      bytes = 0;
      target.restart();
      return sink.begin(head);
    },
  };
  if (await exportRecords(context, writer.request, fresh)) {
    pending += writer.end;
    flush();
  }
  return bytes;
}

async function writeFile(context: OperationContext, input: ExportInput, name: string): Promise<ExportResult> {
  const file = new OutputFile(path.resolve(context.dir, name), { force: input.force });
  try {
    const bytes = await writeTo(context, input.writer, fileTarget(file));
    if (!context.dryRun) {
      file.publish();
    }
    return { format: input.format, file: file.path, bytes, content: null };
  } finally {
    file.clear();
  }
}

/**
 * Writes both planes as text, into a file that gets its name when it is whole, or to whoever reads. Errors: FILE_EXISTS,
 * FILE_NOT_FOUND, FILE_READONLY, DISK_FULL, RUNTIME_READONLY, and those of reading the workspace.
 */
export async function exportWorkspace(
  context: OperationContext,
  input: ExportInput,
): Promise<Outcome<ExportResult>> {
  const { format, file, print, writer } = input;
  if (file !== undefined) {
    return { data: await writeFile(context, input, file), next: [], warnings: context.warnings };
  }
  let content = '';
  const collect: Target = {
    restart: () => (content = ''),
    take: (text) => {
      content += text;
      return true;
    },
  };
  const bytes = await writeTo(context, writer, print === undefined ? collect : printTarget(print));
  const data = { format, file: null, bytes, content: print === undefined ? content : null };
  return { data, next: [], warnings: context.warnings };
}
