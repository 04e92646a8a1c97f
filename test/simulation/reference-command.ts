import type { SpecTask } from './reference-world.ts';

/** One command, in one checkout, by one actor. */
export type Command = { readonly side: 0 | 1; readonly actor: string } & (
  | {
      readonly verb: 'claim';
      readonly id: string | undefined;
      readonly ttlMs: number | undefined;
      readonly allowOverlap: boolean;
    }
  | { readonly verb: 'renew'; readonly id: string; readonly ttlMs: number | undefined }
  | { readonly verb: 'done'; readonly id: string; readonly checkAll: boolean; readonly note: boolean }
  | { readonly verb: 'verify'; readonly id: string; readonly acceptUnchecked: boolean }
  | { readonly verb: 'release'; readonly id: string; readonly note: boolean }
  | {
      readonly verb: 'reject' | 'reopen' | 'block' | 'unblock' | 'cancel' | 'ready' | 'revoke';
      readonly id: string;
    }
  | { readonly verb: 'delete'; readonly id: string; readonly cascade: boolean }
  | {
      readonly verb: 'create';
      readonly id: string;
      readonly task: Omit<SpecTask, 'id' | 'created' | 'dates'>;
    }
  | { readonly verb: 'update'; readonly id: string; readonly change: TaskChange }
  | { readonly verb: 'settle'; readonly id: string | undefined }
  | {
      readonly verb: 'send';
      /** The task that it is about; without `to` it goes to its thread. */
      readonly id: string | undefined;
      /** `agent:ACTOR` or `all`. */
      readonly to: string | undefined;
    }
  | { readonly verb: 'read'; readonly id: string | undefined }
  | { readonly verb: 'join' | 'leave' }
);

export type TaskChange = Partial<Pick<SpecTask, 'priority' | 'dependsOn' | 'locks' | 'criteria'>>;

/** What a command answers: the code of its refusal, or whether it changed anything, and what of its data is predicted. */
export type Answer =
  | { readonly code: string; readonly reason?: string }
  | {
      readonly changed: boolean;
      readonly ids?: readonly string[];
      /** How many messages: of `claim` those of the task that are unread, of `read` those that were marked. */
      readonly count?: number;
    };
