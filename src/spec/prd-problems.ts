import { realpath } from 'node:fs/promises';
import { isOver } from '../model/status.ts';
import { DocumentReader } from './document.ts';
import type { ParsedSpec } from './parsed-spec.ts';
import { findPrdFindings } from './prd-findings.ts';
import { inspectPrd } from './prd-state.ts';
import type { SpecProblem } from './problem.ts';

/**
 * Warnings about the requirements documents that unsettled tasks were cut from: a document or a section that is missing,
 * outside the repository, or changed. Reads each document once.
 *
 * @param place `root` is the folder that holds `.lodestar`, `boundary` the checkout; that folder where there is none.
 */
export async function checkPrd(
  parsed: Pick<ParsedSpec, 'tasks' | 'place'>,
  place: { readonly root: string; readonly boundary?: string | undefined },
): Promise<SpecProblem[]> {
  const root = await realpath(place.root);
  const boundary = place.boundary === undefined ? root : await realpath(place.boundary);
  const documents = new DocumentReader({ root, boundary });
  const problems: SpecProblem[] = [];
  for (const { task } of parsed.tasks) {
    // What the others were cut from may change: nobody works by it any more.
    if (task.prd !== null && !isOver(task.status)) {
      const state = await inspectPrd(task.prd, await documents.read(task.prd.source));
      problems.push(...findPrdFindings(task.id, state).map((finding) => parsed.place(finding)));
    }
  }
  return problems;
}
