import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import { mergeAttributes } from '../../git/commands.ts';
import { findMergeDriver, removeMergeDriver, setMergeDriver } from '../../git/merge-driver.ts';
import type { Repository } from '../../git/repository.ts';
import { isInside } from '../../util/is-inside.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import { SHOWN_SPEC } from '../../workspace/spec-file.ts';
import type { FolderContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Hint } from '../outcome.ts';
import type { Report } from '../report.ts';
import { changeBlockFile } from '../setup/block-file.ts';
import { driverCommand, programWords, type Program } from './driver-command.ts';

export interface MergeDriverInput {
  /** `check` says whether it is there as it would be written, `print` prints it; both change nothing. */
  readonly action: 'write' | 'check' | 'remove' | 'print';
  /** `.gitattributes` is written as well, or cleared. */
  readonly attributes: boolean;
  readonly program: Program;
}

export interface MergeDriverResult {
  readonly action: MergeDriverInput['action'];
  /** How the driver was found in this clone's configuration. */
  readonly found: 'current' | 'outdated' | 'missing';
  /** What Git is to run. */
  readonly command: string;
  /** The configuration was changed. */
  readonly changed: boolean;
  readonly attributes: {
    /** From the workspace's folder on. */
    readonly file: string;
    readonly line: string;
    /** The driver that Git names for the spec; `unspecified` where there is none. */
    readonly driver: string;
    /** The file was changed. */
    readonly changed: boolean;
  };
}

/** As `.gitattributes` names it. */
const DRIVER = 'lodestar';
const DRIVER_NAME = 'Lodestar: merge specs by task and by field';
const ATTRIBUTES = '.gitattributes';

interface AttributesFile {
  readonly path: string;
  /** From the workspace's folder on. */
  readonly shownAs: string;
  readonly line: string;
}

/** In a pattern it stands for any one character, and so for those that would mean something there. */
const ODD = /[^\w.-]/gu;

/** Beside `.lodestar`; where the spec is a link, beside the file that it leads to, which is what Git merges. */
function attributesFile({ root, specPath, repository }: WorkspacePaths): AttributesFile {
  const isLink = specPath !== path.join(root, SHOWN_SPEC);
  const isFollowed = isLink && repository !== undefined && isInside(repository.worktree, specPath);
  const pattern = isFollowed ? path.basename(specPath).replace(ODD, '?') : SHOWN_SPEC;
  const file = path.join(isFollowed ? path.dirname(specPath) : root, ATTRIBUTES);
  const shownAs = path.relative(root, file).split(path.sep).join('/');
  return { path: file, shownAs, line: `${pattern} merge=${DRIVER}` };
}

function requireRepository(context: FolderContext): { workspace: WorkspacePaths; repository: Repository } {
  const workspace = requireWorkspace(context.dir);
  const { repository } = workspace;
  if (repository === undefined) {
    throw new LodestarError('INPUT_INVALID', `${workspace.root} is in no Git repository`, {
      details: { path: workspace.root },
      hint: 'A merge driver is for those who merge with Git.',
    });
  }
  return { workspace, repository };
}

function withLine(text: string | undefined, line: string): string {
  const before = text ?? '';
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  return `${before}${before === '' || before.endsWith('\n') ? '' : eol}${line}${eol}`;
}

function withoutLine(text: string, line: string): string | undefined {
  const rest = text.split(/(?<=\n)/u).filter((each) => each.trim() !== line);
  return rest.length === 0 ? undefined : rest.join('');
}

function hasLine(text: string | undefined, line: string): boolean {
  return (text ?? '').split('\n').some((each) => each.trim() === line);
}

/** Writes or clears the line; true when the file is another one now. */
async function changeAttributes(
  workspace: WorkspacePaths,
  isWanted: boolean,
  dryRun: boolean,
): Promise<boolean> {
  const { root, repository } = workspace;
  const { path: file, shownAs, line } = attributesFile(workspace);
  const place = { file, boundary: repository?.worktree ?? root, shownAs, dryRun };
  const { changed } = await changeBlockFile(place, ({ text }) => {
    const isAsWanted = hasLine(text, line) === isWanted;
    return { after: isAsWanted ? text : isWanted ? withLine(text, line) : withoutLine(text ?? '', line) };
  });
  return changed;
}

async function changeConfig(
  repository: Repository,
  { action }: MergeDriverInput,
  { command, present, dryRun }: { command: string; present: string | null; dryRun: boolean },
): Promise<boolean> {
  const isWrite = action === 'write' && present !== command;
  const isRemoval = action === 'remove' && present !== null;
  if (!dryRun && isWrite) {
    await setMergeDriver(repository, DRIVER, { name: DRIVER_NAME, command });
  }
  if (!dryRun && isRemoval) {
    await removeMergeDriver(repository, DRIVER);
  }
  return isWrite || isRemoval;
}

function failureOf({ action, found, attributes }: MergeDriverResult): LodestarError | undefined {
  const isNamed = attributes.driver === DRIVER;
  if (action !== 'check' || (found === 'current' && isNamed)) {
    return undefined;
  }
  const message =
    found === 'missing'
      ? 'this clone has no merge driver for specs'
      : found === 'outdated'
        ? 'the merge driver of this clone is not as this version would write it'
        : `${attributes.file} does not name the merge driver`;
  const words = ['git-setup', 'merge-driver', ...(isNamed ? [] : ['--attributes'])];
  return new LodestarError('SETUP_OUTDATED', message, {
    details: { found, attributes_driver: attributes.driver },
    hint: `Write it with \`${hint('git-setup', words, '').cmd}\`.`,
  });
}

function nextHints({ action, attributes }: MergeDriverResult): Hint[] {
  const isNamed = attributes.driver === DRIVER || attributes.changed;
  return action !== 'write' || isNamed
    ? []
    : [hint('git-setup', ['git-setup', 'merge-driver', '--attributes'], 'Have Git use it for the spec')];
}

/**
 * Puts the merge driver into this clone's Git configuration, takes it out, or says how it stands; with `attributes` the
 * line of `.gitattributes` too, which is committed and holds for everybody. `check` fails with SETUP_OUTDATED. Errors:
 * NOT_A_WORKSPACE, INPUT_INVALID (no Git), LINK_OUTSIDE, SPEC_BUSY, SPEC_READONLY, RUNTIME_IO, DISK_FULL.
 */
export async function setUpMergeDriver(
  context: FolderContext,
  input: MergeDriverInput,
): Promise<Report<MergeDriverResult>> {
  const { workspace, repository } = requireRepository(context);
  const { action, attributes, program } = input;
  const { dryRun } = context;
  const command = driverCommand(programWords(program, context.env));
  const present = await findMergeDriver(repository, DRIVER);
  const isToChange = attributes ? action === 'write' || action === 'remove' : false;
  const hasChangedFile = isToChange && (await changeAttributes(workspace, action === 'write', dryRun));
  const changed = await changeConfig(repository, input, { command, present, dryRun });
  const [named] = await mergeAttributes(repository, [workspace.specPath]);
  const { shownAs: file, line } = attributesFile(workspace);
  const expected = hasChangedFile && dryRun ? (action === 'write' ? DRIVER : undefined) : named?.driver;
  const data: MergeDriverResult = {
    action,
    found: present === null ? 'missing' : present === command ? 'current' : 'outdated',
    command,
    changed,
    attributes: {
      file,
      line,
      driver: expected ?? 'unspecified',
      changed: hasChangedFile,
    },
  };
  return { data, next: nextHints(data), warnings: [], failure: failureOf(data) };
}
