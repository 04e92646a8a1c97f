import { realpathSync } from 'node:fs';
import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import type { SpecTask } from '../../model/task.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import { isInside } from '../../util/is-inside.ts';
import type { OperationContext, RuntimeContext } from '../context.ts';
import type { Acting } from './acting-for.ts';
import { headOf } from './record-transition.ts';

/** What shows that a task is done, as it was given: `file:PATH`, `commit:SHA`, `url:ADDRESS`, or any text. */
export interface Evidence {
  readonly kind: 'text' | 'file' | 'commit' | 'url';
  readonly value: string;
  /** Of a commit, the id of what it holds; null where Git does not know it. */
  readonly tree: string | null;
}

const PREFIXED = /^(file|commit|url):(.*)$/su;
/** Git abbreviates to no less; a shorter one would not be found again among a branch's commits. */
const COMMIT = /^[0-9a-f]{7,64}$/iu;

function realPathOf(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

function refused(context: OperationContext, file: string, why: string): LodestarError {
  return new LodestarError('INPUT_INVALID', `evidence: ${why}`, {
    details: { file, dir: context.dir },
    hint: 'A path starts from the present folder, or from the one that `--dir` names.',
  });
}

/**
 * One `--evidence` as it is typed, with the path of a `file:` written from the workspace's root on: who reads it later
 * sits in another folder. INPUT_INVALID when there is no such file, or it lies outside of the checkout, where it belongs to
 * no commit and nobody else finds it.
 */
export function locateEvidence(context: OperationContext, text: string): string {
  const [, kind, value = ''] = PREFIXED.exec(text.trim()) ?? [];
  const file = value.trim();
  if (kind !== 'file' || file === '') {
    return text;
  }
  const absolute = path.resolve(realpathSync(context.dir), file);
  const real = realPathOf(absolute);
  if (real === undefined) {
    throw refused(context, file, `there is no file ${JSON.stringify(file)} in ${context.dir}`);
  }
  const { root, repository } = context.workspace.paths;
  const checkout = repository?.worktree ?? root;
  if (!isInside(checkout, real)) {
    throw refused(context, file, `${JSON.stringify(file)} is outside of ${checkout}`);
  }
  const way = path.relative(root, isInside(checkout, absolute) ? absolute : real);
  return `file:${way === '' ? '.' : way.split(path.sep).join('/')}`;
}

/** Reads one `--evidence`; `commit:HEAD` becomes the commit. INPUT_INVALID when it is empty or no commit. */
export function parseEvidence(text: string, head: string | null): Evidence {
  const match = PREFIXED.exec(text.trim());
  const kind = (match?.[1] ?? 'text') as Evidence['kind'];
  const value = (match?.[2] ?? text).trim();
  if (value === '') {
    throw new LodestarError('INPUT_INVALID', 'evidence is empty', {
      hint: 'Write `file:PATH`, `commit:SHA`, `url:ADDRESS` or a sentence.',
    });
  }
  if (kind !== 'commit') {
    return { kind, value, tree: null };
  }
  const commit = value === 'HEAD' ? head : value;
  if (commit === null || !COMMIT.test(commit)) {
    throw new LodestarError('INPUT_INVALID', `${JSON.stringify(value)} is no commit`, {
      hint: 'Give its hash, as `git rev-parse HEAD` prints it.',
    });
  }
  return { kind, value: commit.toLowerCase(), tree: null };
}

/** With what each commit holds; Git is asked where one is named. */
export async function withTrees(
  context: RuntimeContext,
  evidence: readonly Evidence[],
): Promise<readonly Evidence[]> {
  const repository = context.workspace?.paths.repository;
  if (repository === undefined || !evidence.some(({ kind }) => kind === 'commit')) {
    return evidence;
  }
  const { treeOf } = await import('../../git/trees.ts');
  const lookUp = async (each: Evidence): Promise<Evidence> =>
    each.kind === 'commit' ? { ...each, tree: await treeOf(repository, each.value) } : each;
  return await Promise.all(evidence.map(lookUp));
}

export async function addEvidence(
  tx: WriteTx,
  context: RuntimeContext,
  given: { task: SpecTask; acting: Acting; evidence: readonly Evidence[] },
): Promise<void> {
  const { task, acting } = given;
  for (const each of given.evidence) {
    const data = { created_at: task.created_at, ...each, ...headOf(context) };
    await tx.append({ type: 'evidence.added', actor: acting.actor, via: acting.via, taskId: task.id, data });
  }
}
