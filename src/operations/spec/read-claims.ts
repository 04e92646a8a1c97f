import { existsSync } from 'node:fs';
import { LodestarError } from '../../errors.ts';
import { isLeaseLive, type Lease } from '../../model/lease.ts';
import { openRuntime } from '../../runtime/open.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import { runtimeOptionsAt } from '../../workspace/runtime-options.ts';
import { runtimeLocation, soleRuntime } from '../../workspace/runtime-path.ts';
import type { FolderContext } from '../context.ts';
import type { SpecPlace } from './spec-place.ts';

/** Whether it was looked at what is claimed now, and why not. */
export interface ClaimsLook {
  readonly checked: boolean;
  readonly why_not: string | null;
}

export interface Claims extends ClaimsLook {
  /** The live ones. */
  readonly leases: readonly Lease[];
}

function notLooked(why: string): Claims {
  return { checked: false, why_not: why, leases: [] };
}

/** Whether this is a machine that checks pull requests: what is claimed there, nobody works on. */
export function isCi({ CI: value = '' }: FolderContext['env']): boolean {
  return value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}

/** The live leases of the runtime that is here, if there is one: none is made, and in CI none is looked for. */
export async function readClaims(
  context: Pick<FolderContext, 'env' | 'now'>,
  { workspace, repository }: SpecPlace,
): Promise<Claims> {
  const { env } = context;
  if (isCi(env)) {
    return notLooked('in CI nobody holds anything');
  }
  const location =
    workspace === undefined ? soleRuntime(repository, env) : runtimeLocation({ ...workspace, env });
  if (location === undefined || !existsSync(location.path)) {
    return notLooked('there is no runtime here');
  }
  try {
    const runtime = await openRuntime(runtimeOptionsAt(location, { ...context, repository }));
    try {
      return runtime.mode === 'unavailable'
        ? notLooked('the runtime cannot be read')
        : await runtime.read(async (tx) => ({
            checked: true,
            why_not: null,
            leases: (await listLeases(tx)).filter((lease) => isLeaseLive(lease, tx.epoch, tx.now)),
          }));
    } finally {
      runtime.close();
    }
  } catch (error) {
    if (error instanceof LodestarError) {
      return notLooked(`the runtime cannot be read (${error.code})`);
    }
    throw error;
  }
}
