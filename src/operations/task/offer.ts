import type { SpecTask } from '../../model/task.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { freshTask, listUnmetDependencies, type FreshTask } from '../../workspace/fresh-task.ts';
import { listOffered } from '../../workspace/view/rows.ts';
import { fitsFilters, type OfferFilters } from './filters.ts';
import { OverlapFinder } from './lock-overlap.ts';
import { readLiveLeases } from './present.ts';

/**
 * Rows are read in pages that grow: most often the first rows are those to offer, and reading one of a task costs as much
 * as all that decides on it; finding none of many thousand reads few pages.
 */
const PAGE_GROWTH = 4;

export interface OfferRequest {
  readonly actor: string;
  readonly filters: OfferFilters;
  /** How many to find at most. */
  readonly limit: number;
  /** Offer tasks whose locks overlap those of others as well. */
  readonly allowOverlap: boolean;
  /** Offer what the default branch has settled as well. */
  readonly allowUpstream?: boolean | undefined;
}

/** Claimable now, as the view has it, and confirmed by joining the task and its dependencies anew. */
async function isClaimable(tx: ReadTx, fresh: FreshTask): Promise<boolean> {
  return (
    fresh.status === 'ready' &&
    fresh.lease === undefined &&
    (await listUnmetDependencies(tx, fresh.task.id)).length === 0
  );
}

/**
 * The tasks to offer, in order: priority, more direct dependents first, natural id. Each is joined anew, free, and (unless
 * asked otherwise) without a lock that overlaps another's. `task next` shows them; `task claim` without an id takes the first.
 */
export async function findOffers(
  tx: ReadTx,
  request: OfferRequest,
  overlaps = new OverlapFinder(tx, request.actor),
): Promise<FreshTask[]> {
  const { allowUpstream } = request;
  const isFree = async (task: SpecTask) => request.allowOverlap || (await overlaps.of(task)).length === 0;
  const without = [...(await readLiveLeases(tx)).keys()];
  const offers: FreshTask[] = [];
  for (let offset = 0, limit = Math.max(1, request.limit); ; offset += limit, limit *= PAGE_GROWTH) {
    const page = await listOffered(tx, { limit, offset, without, allowUpstream });
    for (const view of page) {
      if (!fitsFilters(view.task, request.filters)) {
        continue;
      }
      const fresh = await freshTask(tx, view);
      if ((await isClaimable(tx, fresh)) && (await isFree(view.task))) {
        offers.push(fresh);
        if (offers.length >= request.limit) {
          return offers;
        }
      }
    }
    if (page.length < limit) {
      return offers;
    }
  }
}
