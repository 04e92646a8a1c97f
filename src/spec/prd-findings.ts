import type { PrdState, RefState } from './prd-state.ts';
import type { TaskFinding } from './task-locator.ts';

/** A finding about what a task was cut from. */
export interface PrdFinding extends TaskFinding {
  readonly code: 'PRD_MISSING' | 'PRD_DRIFTED';
}

function acceptHint(taskId: string): string {
  return `See what changed with \`lodestar spec drift\`; when the task still fits, \`lodestar spec drift --update ${taskId}\`.`;
}

function findOfRef(
  taskId: string,
  source: string,
  { ref, state, live, near }: RefState,
): PrdFinding | undefined {
  if (state === 'missing' && live === undefined) {
    const message = `${source} has no section ${ref.anchor}, which task ${taskId} was cut from`;
    const hint = near.length === 0 ? null : `Did you mean ${near.join(' or ')}?`;
    return { code: 'PRD_MISSING', taskId, path: ['prd', 'refs'], message, hint };
  }
  if (state !== 'changed') {
    return undefined;
  }
  const message = `the section ${ref.anchor} of ${source} has changed since task ${taskId} was cut from it`;
  return { code: 'PRD_DRIFTED', taskId, path: ['prd', 'refs'], message, hint: acceptHint(taskId) };
}

/** What is to be told of a task's document and of each of its sections. */
export function findPrdFindings(taskId: string, { prd, document, refs, whole }: PrdState): PrdFinding[] {
  if (document.kind === 'missing') {
    const message = `the document ${prd.source} of task ${taskId} ${document.why}`;
    return [{ code: 'PRD_MISSING', taskId, path: ['prd', 'source'], message }];
  }
  const findings = refs.map((each, index) => {
    const finding = findOfRef(taskId, prd.source, each);
    return finding && { ...finding, path: ['prd', 'refs', index, 'anchor'] };
  });
  const ofRefs = findings.filter((each) => each !== undefined);
  if (whole !== 'changed') {
    return ofRefs;
  }
  const message = `${prd.source} has changed since task ${taskId} was written`;
  return [
    ...ofRefs,
    { code: 'PRD_DRIFTED', taskId, path: ['prd', 'prd_hash'], message, hint: acceptHint(taskId) },
  ];
}
