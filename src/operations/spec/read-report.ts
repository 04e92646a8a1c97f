import { realpathSync } from 'node:fs';
import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import type { Project, SpecTask } from '../../model/task.ts';
import { loadConfig } from '../../spec/config.ts';
import { SecretFilter } from '../../secrets/secret-filter.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import type { ParsedSpec } from '../../spec/parsed-spec.ts';
import { DEFAULT_MAX_BYTES, readSpecText } from '../../spec/stable-read.ts';
import { watchCheckout } from '../../workspace/checkout-watch.ts';
import { findWorkspace, type WorkspacePaths } from '../../workspace/find.ts';
import { SHOWN_SPEC } from '../../workspace/spec-file.ts';
import type { Environment, FolderContext } from '../context.ts';

/** A spec as it was found, whatever is wrong with it. */
export interface SpecReport {
  /** As its problems name it. */
  readonly file: string;
  readonly project: Project;
  /** Without those that have errors of their own; tombstones are among them. */
  readonly tasks: readonly SpecTask[];
  /** In the order of the file. */
  readonly problems: readonly SpecProblem[];
  /** Undefined where the file could not be read as text. */
  readonly parsed: ParsedSpec | undefined;
}

export interface SpecSource {
  readonly text: string;
  /** As its problems are to name it. */
  readonly shownAs: string;
  /** The workspace, where documents are looked for; none for a text from elsewhere. */
  readonly workspace: WorkspacePaths | undefined;
  readonly env: Environment;
}

const UNREAD_PROJECT: Project = { name: 'unnamed', default_branch: 'main', conventions: {} };

export function byPosition(a: SpecProblem, b: SpecProblem): number {
  return a.line - b.line || a.column - b.column;
}

async function checkDocuments(parsed: ParsedSpec, workspace: WorkspacePaths): Promise<SpecProblem[]> {
  if (parsed.tasks.every(({ task }) => task.prd === null)) {
    return [];
  }
  const { checkPrd } = await import('../../spec/prd-problems.ts');
  return await checkPrd(parsed, { root: workspace.root, boundary: workspace.repository?.worktree });
}

/** Reads a spec's text. yaml and ajv load only here. */
export async function reportOnText({ text, shownAs, workspace, env }: SpecSource): Promise<SpecReport> {
  const { parseSpec } = await import('../../spec/parse.ts');
  const parsed = parseSpec(text, { file: shownAs });
  const { checkSecrets } = await import('../../spec/secret-problems.ts');
  const source = { file: shownAs, text, tasks: parsed.tasks };
  const secrets = await checkSecrets(source, new SecretFilter(env));
  const documents = workspace === undefined ? [] : await checkDocuments(parsed, workspace);
  const problems = [...parsed.problems, ...secrets, ...documents].sort(byPosition);
  const tasks = parsed.tasks.map((each) => each.task);
  return { file: shownAs, project: parsed.project, tasks, problems, parsed };
}

function isProblemList(value: unknown): value is readonly SpecProblem[] {
  return Array.isArray(value) && value.length > 0;
}

/** What makes a file unreadable as a spec (its bytes, its size) is a problem of the spec like any other. */
function reportOnFailure(error: unknown, shownAs: string): SpecReport {
  const problems = error instanceof LodestarError ? error.details.problems : undefined;
  if (!isProblemList(problems)) {
    throw error;
  }
  const shown = problems.map((problem) => ({ ...problem, file: shownAs }));
  return { file: shownAs, project: UNREAD_PROJECT, tasks: [], problems: shown, parsed: undefined };
}

/** The size that config.yaml allows; a file with errors allows what is usual. */
export async function maxBytesOf(workspace: WorkspacePaths | undefined): Promise<number> {
  try {
    const { config } = await loadConfig(workspace?.configPath);
    return config.spec.max_bytes;
  } catch (error) {
    if (error instanceof LodestarError && error.code === 'CONFIG_INVALID') {
      return DEFAULT_MAX_BYTES;
    }
    throw error;
  }
}

interface SpecPlace {
  readonly specPath: string;
  readonly shownAs: string;
  readonly workspace: WorkspacePaths | undefined;
  readonly env: Environment;
}

async function reportOnPath({ specPath, shownAs, workspace, env }: SpecPlace): Promise<SpecReport> {
  try {
    const watch = watchCheckout(workspace?.repository, env);
    const { content } = await readSpecText(specPath, { watch, maxBytes: await maxBytesOf(workspace) });
    return await reportOnText({ text: content.text, shownAs, workspace, env });
  } catch (error) {
    return reportOnFailure(error, shownAs);
  }
}

/** The spec of a workspace. Errors: SPEC_BUSY, and those of a file that the system refuses. */
export async function reportOnWorkspace(workspace: WorkspacePaths, env: Environment): Promise<SpecReport> {
  return await reportOnPath({ specPath: workspace.specPath, shownAs: SHOWN_SPEC, workspace, env });
}

function realPathOf(file: string): string {
  try {
    return realpathSync(file);
  } catch (cause) {
    throw new LodestarError('FILE_NOT_FOUND', `cannot read ${file}`, { details: { path: file }, cause });
  }
}

/** Any file, from the context's folder; as the workspace's own where it is that. Errors: FILE_NOT_FOUND, SPEC_BUSY. */
export async function reportOnFile(
  { dir, env }: Pick<FolderContext, 'dir' | 'env'>,
  file: string,
): Promise<SpecReport> {
  const specPath = realPathOf(path.resolve(dir, file));
  const found = findWorkspace(path.dirname(specPath));
  const workspace = found?.specPath === specPath ? found : undefined;
  return await reportOnPath({ specPath, shownAs: file, workspace, env });
}
