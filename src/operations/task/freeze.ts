import path from 'node:path';
import { realpathSync } from 'node:fs';
import { LodestarError } from '../../errors.ts';
import type { Prd } from '../../model/task.ts';
import { freezePrd, type FreezeRequest } from '../../spec/freeze-prd.ts';
import type { OperationContext } from '../context.ts';
import type { Warning } from '../outcome.ts';
import { documentsOf } from '../spec/documents.ts';
import { inputProblems } from './input-problems.ts';

/** A path as it was typed, from the present folder, as the spec names it: from the workspace's folder on, with `/`. */
function sourceOf({ dir, workspace }: OperationContext, typed: string): string {
  const way = path.relative(realpathSync(workspace.paths.root), path.resolve(realpathSync(dir), typed));
  return way.split(path.sep).join('/');
}

/**
 * Freezes what a task is cut from. FILE_NOT_FOUND for a document that is not there or not in the repository, INPUT_INVALID
 * for sections that it does not have.
 */
export async function freezeForTask(
  context: OperationContext,
  request: FreezeRequest,
): Promise<{ prd: Prd; warnings: readonly Warning[] }> {
  const source = sourceOf(context, request.source);
  const document = await documentsOf(context.workspace.paths).read(source);
  if (document.kind === 'missing') {
    throw new LodestarError('FILE_NOT_FOUND', `the document ${request.source} ${document.why}`, {
      details: { path: request.source },
      hint: 'A path starts from the present folder, or from the one that `--dir` names.',
    });
  }
  const { prd, missing, leftOut } = await freezePrd(document, { ...request, source });
  if (missing.length > 0) {
    throw inputProblems(
      missing.map(({ anchor, near }) => {
        const meant = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
        const message = `${source} has no section ${anchor}${meant}`;
        return { code: 'PRD_MISSING', message, task_id: '', field: 'prd' };
      }),
    );
  }
  const message = `the sections have ${String(leftOut)} characters: too many to copy, so that \`prd.excerpt\` stays empty; \`--prd-excerpt\` says in short what matters`;
  return { prd, warnings: leftOut === null ? [] : [{ code: 'prd-excerpt-too-long', message }] };
}
