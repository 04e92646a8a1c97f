import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keepPythonRuntime, keptPythonPath, readPythonRuntime } from '../../runtime/python-runtime.ts';
import type { OpenRuntimeOptions } from '../../runtime/runtime.ts';
import { openWorkspace } from '../../workspace/open.ts';
import { requireRuntimeOptions } from '../../workspace/runtime-options.ts';
import { lookAtFile } from '../../util/look-at-file.ts';
import { specInvalid } from '../../spec/spec-invalid.ts';
import type { Environment, FolderContext } from '../context.ts';
import { reportOnFile } from '../spec/read-report.ts';
import { importPython, type ImportedPython } from './import-python.ts';

/** What `init --adopt` took over of a Python lodestar's runtime. */
export interface Adopted extends ImportedPython {
  /** Where that runtime is kept. */
  readonly kept_as: string;
  /** False where nothing was left to take over. */
  readonly changed: boolean;
}

/** Where there may be one, in this order: beside the spec, where a checkout keeps its own, and at the runtime's place. */
function placesOf(root: string, options: OpenRuntimeOptions): string[] {
  return [...new Set([path.join(root, '.lodestar', 'runtime.sqlite'), options.path])];
}

/** Leases need the tasks, so that a spec with errors is refused before anything is moved. SPEC_INVALID, SPEC_CONFLICTED. */
async function requireSpec(root: string, env: Environment): Promise<void> {
  const { problems } = await reportOnFile({ dir: root, env }, path.join('.lodestar', 'spec.yaml'));
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw specInvalid(errors);
  }
}

async function importInto(
  context: FolderContext,
  { root, source }: { root: string; source: string },
): Promise<ImportedPython> {
  const python = readPythonRuntime(source) ?? { agents: [], leases: [], messages: [] };
  const { env, now, dryRun } = context;
  const workspace = await openWorkspace({ dir: root, env, now });
  try {
    return await workspace.transact(async (tx) => await importPython(tx, python), { dryRun });
  } finally {
    workspace.close();
  }
}

/** Tries it in a runtime that is thrown away: the real one cannot be made while the other is in its place. */
async function rehearse(
  context: FolderContext,
  { root, source }: { root: string; source: string },
): Promise<ImportedPython> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lodestar-adopt-'));
  try {
    const env = { ...context.env, LODESTAR_RUNTIME: path.join(folder, 'runtime.sqlite') };
    return await importInto({ ...context, env }, { root, source });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Keeps a Python lodestar's runtime aside and takes over its agents, its live leases and its messages. Cut short or
 * repeated, it goes on from what is kept. `undefined` where there is none. Errors: RUNTIME_FOREIGN (it is damaged, or of
 * a version that is not known; then it stays where it is), FILE_EXISTS (another is kept already), SPEC_INVALID,
 * SPEC_CONFLICTED, and those of opening a runtime.
 */
export async function adoptPython(context: FolderContext, root: string): Promise<Adopted | undefined> {
  const { env, now, dryRun } = context;
  if (lookAtFile(path.join(root, '.lodestar', 'spec.yaml')) === undefined) {
    return undefined;
  }
  const options = requireRuntimeOptions({ dir: root, env, now });
  const kept = keptPythonPath(options);
  const found = placesOf(root, options).find((place) => readPythonRuntime(place) !== undefined);
  if (found === undefined && readPythonRuntime(kept) === undefined) {
    return undefined;
  }
  await requireSpec(root, env);
  if (found !== undefined && !dryRun) {
    await keepPythonRuntime(options, found);
  }
  const source = dryRun ? (found ?? kept) : kept;
  const imported =
    dryRun && found !== undefined
      ? await rehearse(context, { root, source })
      : await importInto(context, { root, source });
  const { agents, leases, messages, read_marks: marks } = imported;
  const changed = found !== undefined || agents.length + leases.length + messages + marks > 0;
  return { ...imported, kept_as: kept, changed };
}
