import { shortCommit } from '../../git/head.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { countSettledUpstream, listDependencies } from '../../workspace/view/rows.ts';
import { upstreamIn, type SeenUpstream } from '../../workspace/view/state.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Warning } from '../outcome.ts';

/** Such as `origin/main (0ccf6b183b)`. */
export function shownUpstream(upstream: SeenUpstream | null): string {
  const ref = upstream?.ref ?? null;
  return ref === null ? 'the default branch' : `${ref.name} (${shortCommit(ref.commit)})`;
}

export function upstreamDetails(upstream: SeenUpstream | null): {
  ref: string | null;
  commit: string | null;
} {
  const ref = upstream?.ref ?? null;
  return { ref: ref?.name ?? null, commit: ref?.commit ?? null };
}

/**
 * Dependencies that the default branch has as verified and this checkout's spec has not: the outcome comes with the code,
 * so that the code is not in this branch either. Asks nothing where the default branch's spec says nothing.
 */
export async function warnOfUnmerged(tx: ReadTx, taskId: string): Promise<Warning[]> {
  const upstream = upstreamIn(tx);
  if (upstream === null || upstream.outcomes === 0) {
    return [];
  }
  const dependencies = await listDependencies(tx, taskId);
  return dependencies
    .filter((each) => each.upstream?.status === 'verified')
    .map(({ id }) => ({
      code: 'dependency-not-merged',
      message: `${id} is verified in ${shownUpstream(upstream)}, and its code is not in this branch`,
    }));
}

/** Why nothing is offered that this checkout alone would offer. */
export async function warnOfSettled(workspace: Workspace): Promise<Warning[]> {
  const read = async (tx: ReadTx): Promise<Warning[]> => {
    const upstream = upstreamIn(tx);
    if (upstream === null || upstream.outcomes === 0) {
      return [];
    }
    const { claimable } = await countSettledUpstream(tx);
    const message = `left out, because ${shownUpstream(upstream)} has settled it and this branch has not: ${claimable}`;
    return claimable === 0 ? [] : [{ code: 'settled-upstream', message }];
  };
  return await workspace.read(read, 'current', { upstream: true });
}
