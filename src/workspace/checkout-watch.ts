import { findIndex, findIndexLock, isInsideCommit, readHead } from '../git/head.ts';
import type { Repository } from '../git/repository.ts';
import type { CheckoutWatch } from '../spec/stable-read.ts';

/** What tells whether Git moves the files of a checkout; none without Git. */
export function watchCheckout(
  repository: Repository | undefined,
  env: Readonly<Record<string, string | undefined>>,
): CheckoutWatch | undefined {
  return repository === undefined
    ? undefined
    : {
        indexLock: () => findIndexLock(repository),
        isCallersLock: isInsideCommit(repository, env),
        head: () => readHead(repository).raw,
        index: () => findIndex(repository),
      };
}
