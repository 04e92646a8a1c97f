import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Status } from '../model/status.ts';
import type { Prd } from '../model/task.ts';
import type { ParsedSpec } from './parsed-spec.ts';
import type { SpecProblem } from './problem.ts';
import type { TaskFinding } from './task-locator.ts';
import { sha256 } from '../util/crypto.ts';
import { isInside } from '../util/is-inside.ts';

/** What these tasks were cut from may change: nobody works by it any more. */
const SETTLED: ReadonlySet<Status> = new Set(['verified', 'cancelled', 'deleted']);

type Source =
  { readonly kind: 'read'; readonly hash: string } | { readonly kind: 'missing'; readonly why: string };

/**
 * SHA-256 of a document as the Python lodestar takes it: read with universal newlines. Latin-1 keeps every byte, so that
 * the encoding does not matter.
 */
export function documentHash(bytes: Buffer): string {
  const folded = bytes.toString('latin1').replace(/\r\n?/gu, '\n');
  return sha256(Buffer.from(folded, 'latin1'));
}

/** @param root real path of the workspace: what a path or a link leads to outside of it is not read. */
async function readSource(root: string, source: string): Promise<Source> {
  const path = resolve(root, source);
  if (!isInside(root, path)) {
    return { kind: 'missing', why: 'is outside the workspace' };
  }
  try {
    const realPath = await realpath(path);
    if (!isInside(root, realPath)) {
      return { kind: 'missing', why: 'leads outside the workspace' };
    }
    return { kind: 'read', hash: documentHash(await readFile(realPath)) };
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return {
      kind: 'missing',
      why: isAbsent ? 'is not there' : `cannot be read: ${(error as Error).message}`,
    };
  }
}

function isDrifted(prd: Prd, source: Source): boolean {
  const expected = prd.prd_hash?.replace(/^sha256:/u, '').toLowerCase();
  return source.kind === 'read' && expected !== undefined && expected !== source.hash;
}

function findPrdFinding(taskId: string, prd: Prd, source: Source): TaskFinding | undefined {
  if (source.kind === 'missing') {
    const message = `the document ${prd.source} of task ${taskId} ${source.why}`;
    return { code: 'PRD_MISSING', taskId, path: ['prd', 'source'], message };
  }
  if (!isDrifted(prd, source)) {
    return undefined;
  }
  const message = `${prd.source} has changed since task ${taskId} was written`;
  const hint = `Read ${prd.source} again, then bring the task and its \`prd_hash\` up to date.`;
  return { code: 'PRD_DRIFTED', taskId, path: ['prd', 'prd_hash'], message, hint };
}

/**
 * Warnings about the requirements documents that unsettled tasks were cut from: missing, outside the workspace, or
 * changed. Reads each document once.
 *
 * @param root the folder that holds `.lodestar`.
 */
export async function checkPrd(
  parsed: Pick<ParsedSpec, 'tasks' | 'place'>,
  root: string,
): Promise<SpecProblem[]> {
  const realRoot = await realpath(root);
  const sources = new Map<string, Source>();
  const problems: SpecProblem[] = [];
  for (const { task } of parsed.tasks) {
    if (task.prd === null || SETTLED.has(task.status)) {
      continue;
    }
    const source = sources.get(task.prd.source) ?? (await readSource(realRoot, task.prd.source));
    sources.set(task.prd.source, source);
    const finding = findPrdFinding(task.id, task.prd, source);
    if (finding !== undefined) {
      problems.push(parsed.place(finding));
    }
  }
  return problems;
}
