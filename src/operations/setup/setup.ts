import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import { findBlock, putBlock, withoutBlock, type ManagedBlock } from '../../model/managed-block.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import type { BriefCommand } from '../brief/brief-parts.ts';
import type { FolderContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Hint } from '../outcome.ts';
import type { Report } from '../report.ts';
import { changeBlockFile, type BlockFile } from './block-file.ts';
import { blockBody, targetOf, type SetupTarget, type Target } from './targets.ts';

export interface SetupInput {
  readonly target: SetupTarget;
  /** `check` says whether the block is there as it would be written, `print` prints it; both change nothing. */
  readonly action: 'write' | 'check' | 'remove' | 'print';
  /** The registry of commands. */
  readonly commands: readonly BriefCommand[];
}

export interface SetupResult {
  readonly target: SetupTarget;
  /** From the workspace's folder on. */
  readonly file: string;
  readonly action: SetupInput['action'];
  /** How the block was found. */
  readonly found: 'current' | 'outdated' | 'missing';
  readonly changed: boolean;
  /** The file was made for the block, and is gone with it. */
  readonly deleted: boolean;
  /** What stands between the markers. */
  readonly block: string;
}

function blockIn(file: string, { text }: BlockFile): ManagedBlock | undefined {
  const block = text === undefined ? undefined : findBlock(text);
  if (block === 'broken') {
    throw new LodestarError(
      'INPUT_INVALID',
      `the markers of Lodestar's block in ${file} do not fit together`,
      {
        details: { path: file },
        hint: 'Take out what is left of the block by hand, then run it again.',
      },
    );
  }
  return block;
}

interface Plan {
  readonly found: SetupResult['found'];
  /** The file's bytes as they are to be; `undefined` for no file. */
  readonly after: string | undefined;
}

function planFor(
  input: SetupInput,
  read: BlockFile,
  about: { target: Target; body: string; version: string },
): Plan {
  const { target, body, version } = about;
  const block = blockIn(target.path, read);
  // The version alone is no reason to write: then each release would change every repository.
  const found = block === undefined ? 'missing' : block.body === body ? 'current' : 'outdated';
  if (input.action === 'remove') {
    return { found, after: block === undefined ? read.text : withoutBlock(block, target.head) };
  }
  const isToWrite = input.action === 'write' && found !== 'current';
  return {
    found,
    after: isToWrite ? putBlock(read.text, block, { version, body, head: target.head }) : read.text,
  };
}

function failureOf({ action, found, target, file }: SetupResult): LodestarError | undefined {
  if (action !== 'check' || found === 'current') {
    return undefined;
  }
  const message =
    found === 'missing' ? `${file} has no block of Lodestar` : `the block in ${file} is out of date`;
  return new LodestarError('SETUP_OUTDATED', message, {
    details: { path: file, found },
    hint: `Write it with \`${hint('setup', ['setup', target], '').cmd}\`.`,
  });
}

function nextHints({ action, changed, deleted, target }: SetupResult): Hint[] {
  if (!changed || deleted || action === 'remove') {
    return [];
  }
  return [
    hint('brief', ['brief'], 'See what agents are told then'),
    hint('setup', ['setup', target, '--remove'], 'Take it out again'),
  ];
}

/**
 * Puts one block of ours into the file that a tool reads, takes it out, or says how it stands. Nothing else of the file
 * changes, nor its mode. `check` fails with SETUP_OUTDATED. Errors: NOT_A_WORKSPACE, LINK_OUTSIDE, INPUT_INVALID (no text,
 * or markers that do not fit), SPEC_BUSY, SPEC_READONLY, DISK_FULL.
 */
export async function setUp(context: FolderContext, input: SetupInput): Promise<Report<SetupResult>> {
  const paths = requireWorkspace(context.dir);
  const target = targetOf(input.target, paths);
  const block = blockBody(target, input.commands);
  // As the file's bytes are.
  const body = Buffer.from(block, 'utf8').toString('latin1');
  const { found, after, changed } = await changeBlockFile(
    { file: target.path, boundary: target.boundary, shownAs: target.path, dryRun: context.dryRun },
    (read) => planFor(input, read, { target, body, version: context.version }),
  );
  const data: SetupResult = {
    target: input.target,
    file: path.relative(paths.root, target.path).split(path.sep).join('/'),
    action: input.action,
    found,
    changed,
    deleted: changed && after === undefined,
    block,
  };
  return { data, next: nextHints(data), warnings: [], failure: failureOf(data) };
}
