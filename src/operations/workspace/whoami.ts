import { readHead } from '../../git/head.ts';
import { findRepository } from '../../git/repository.ts';
import { isLeaseLive } from '../../model/lease.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ActorSource, RuntimeContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { expiresAt, runtimeWarnings } from '../task/present.ts';

export interface WhoamiResult {
  readonly actor: string;
  readonly actor_from: ActorSource;
  readonly held: readonly {
    readonly task_id: string;
    readonly title: string;
    readonly token: string;
    readonly expires_at: string | null;
  }[];
  /** The folder that holds `.lodestar`; null in a checkout without a workspace. */
  readonly workspace: string | null;
  readonly worktree: string | null;
  readonly branch: string | null;
  readonly head: string | null;
  readonly runtime_path: string;
  readonly runtime: 'writable' | 'unavailable';
}

/** Says who acts, where that came from, and what is held. Needs the runtime alone. */
export async function whoami(context: RuntimeContext): Promise<Outcome<WhoamiResult>> {
  const { actor, workspace, runtime } = context;
  const repository = findRepository(context.dir);
  const head = repository === undefined ? undefined : readHead(repository);
  const held = await runtime.read(async (tx) => {
    const own = (await listLeases(tx)).filter(
      (lease) => lease.holder === actor && isLeaseLive(lease, tx.epoch, tx.now),
    );
    return own.map((lease) => ({
      task_id: lease.taskId,
      title: lease.title,
      token: lease.token,
      expires_at: expiresAt(lease, tx.now),
    }));
  });
  const data: WhoamiResult = {
    actor,
    actor_from: context.actorFrom,
    held,
    workspace: workspace?.paths.root ?? null,
    worktree: repository?.worktree ?? null,
    branch: head?.branch ?? null,
    head: head?.commit ?? null,
    runtime_path: runtime.path,
    runtime: runtime.mode,
  };
  return { data, next: [], warnings: [...context.warnings, ...runtimeWarnings(runtime)] };
}
