import { isIndexLocked, readHead } from '../git/head.ts';
import type { Repository } from '../git/repository.ts';
import type { CheckoutWatch } from '../spec/stable-read.ts';

/** What tells whether Git moves the files of a checkout; none without Git. */
export function watchCheckout(repository: Repository | undefined): CheckoutWatch | undefined {
  return repository === undefined
    ? undefined
    : { isIndexLocked: () => isIndexLocked(repository), head: () => readHead(repository).raw };
}
