import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import { mapSides, type Sides } from '../../model/merge-sides.ts';
import { createFile } from '../../spec/create-file.ts';
import { decodeSpec } from '../../spec/decode.ts';
import type { MergeWay } from '../../spec/merge/merge-specs.ts';
import type { PlacedConflict } from '../../spec/merge/pieces.ts';
import type { RenumberedTask } from '../../spec/merge/rename-sides.ts';
import { replaceFile } from '../../spec/replace-file.ts';
import { specInvalid } from '../../spec/spec-invalid.ts';
import { readFailure } from '../../util/read-failure.ts';
import { lookAtFile } from '../../util/look-at-file.ts';
import type { FolderContext } from '../context.ts';
import type { Report } from '../report.ts';
import { mergeFailure, mergeTexts, renumberWarnings } from './merge-texts.ts';

export interface MergeInput {
  /** Paths of the three versions, from the context's folder. */
  readonly files: Sides<string>;
  /** Where the result goes; without it the text is printed, or is part of the answer. */
  readonly output?: string | undefined;
  /** How conflicts and problems name the spec; `output` or ours when left out. */
  readonly shownAs?: string | undefined;
  /** Characters of a marker. */
  readonly markerSize: number;
  /** What stands behind the markers. */
  readonly labels: Sides<string>;
  /** What the base has is shown between the sides. */
  readonly showBase: boolean;
  /** Prints the text; without it and without `output` it is `content`. */
  readonly print?: ((text: string) => boolean) | undefined;
}

export interface SpecMergeResult {
  /** As conflicts name it. */
  readonly file: string;
  /** Absolute path of the file that was written. */
  readonly output: string | null;
  /** No conflicts. */
  readonly clean: boolean;
  /** How it came about: `unchanged`, as `ours` or `theirs` has it, by `tasks`, as a `whole` that was edited, by `lines`. */
  readonly way: MergeWay;
  readonly conflicts: readonly PlacedConflict[];
  /** Tasks that have another id now. */
  readonly renumbered: readonly RenumberedTask[];
  /** The text, where neither a file nor standard output took it. */
  readonly content: string | null;
}

/** The text of one version. A side that has none comes as an empty file. */
function readVersion({ dir }: FolderContext, file: string): string {
  const full = path.resolve(dir, file);
  try {
    const decoded = decodeSpec(readFileSync(full), file);
    if (!decoded.ok) {
      throw specInvalid([decoded.problem]);
    }
    return decoded.text;
  } catch (error) {
    throw error instanceof LodestarError ? error : readFailure(error, full);
  }
}

/** Writes it at once, or not at all; a file that is there keeps its mode, and a link the file that it leads to. */
async function writeResult(file: string, text: string): Promise<void> {
  if (lookAtFile(file) === undefined) {
    createFile(file, text);
    return;
  }
  const real = realpathSync(file);
  const chunks = [Buffer.from(text)];
  await replaceFile({ path: real, name: path.basename(real), chunks, isUnmoved: () => true });
}

/**
 * Merges three versions of a spec into one. The report fails with MERGE_CONFLICTS where something is left between markers.
 * Errors: FILE_NOT_FOUND, SPEC_INVALID (a version is no UTF-8), SPEC_READONLY, DISK_FULL, RUNTIME_IO.
 */
export async function mergeSpecFiles(
  context: FolderContext,
  input: MergeInput,
): Promise<Report<SpecMergeResult>> {
  const { files, output, labels, markerSize, showBase, print } = input;
  const texts = mapSides(files, (file) => readVersion(context, file));
  const file = input.shownAs ?? output ?? files.ours;
  const merged = await mergeTexts(texts, { file, ...labels, markerSize, showBase });
  const target = output === undefined ? null : path.resolve(context.dir, output);
  if (target !== null && !context.dryRun) {
    await writeResult(target, merged.text);
  }
  const isShown = target === null && print !== undefined;
  if (isShown) {
    print(merged.text);
  }
  const { way, conflicts, renumbered } = merged;
  const content = target === null && !isShown ? merged.text : null;
  const data = { file, output: target, clean: conflicts.length === 0, way, conflicts, renumbered, content };
  return { data, next: [], warnings: renumberWarnings(renumbered), failure: mergeFailure(file, conflicts) };
}
