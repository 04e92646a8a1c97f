import type { SpecTask } from '../../model/task.ts';
import type { DocumentReader } from '../../spec/document.ts';
import { findPrdFindings } from '../../spec/prd-findings.ts';
import { inspectPrd, type PrdState } from '../../spec/prd-state.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import type { Warning } from '../outcome.ts';
import { documentsOf } from './documents.ts';

/** What a task was cut from, as it is now; `undefined` where it says nothing of that. */
export async function readPrdOf(
  task: Pick<SpecTask, 'prd'>,
  documents: DocumentReader,
): Promise<PrdState | undefined> {
  return task.prd === null ? undefined : await inspectPrd(task.prd, await documents.read(task.prd.source));
}

/** What is to be told of a document or a section that is gone or has changed. */
export function prdWarnings(taskId: string, state: PrdState | undefined): Warning[] {
  const findings = state === undefined ? [] : findPrdFindings(taskId, state);
  return findings.map(({ code, message, hint }) => ({
    code: code.toLowerCase().replaceAll('_', '-'),
    message: typeof hint === 'string' ? `${message}. ${hint}` : message,
  }));
}

/** The same of one task alone. */
export async function readPrdWarnings(
  task: Pick<SpecTask, 'id' | 'prd'>,
  paths: WorkspacePaths,
): Promise<Warning[]> {
  return prdWarnings(task.id, await readPrdOf(task, documentsOf(paths)));
}
