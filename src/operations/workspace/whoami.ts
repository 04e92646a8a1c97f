import { isLeaseLive } from '../../model/lease.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ActorSource, RuntimeContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { headOf } from '../task/record-transition.ts';
import { expiresAt } from '../task/present.ts';

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
    worktree: workspace?.paths.repository?.worktree ?? null,
    ...headOf(context),
    runtime_path: runtime.path,
    runtime: runtime.mode,
  };
  return { data, next: [], warnings: context.warnings };
}
