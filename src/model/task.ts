import type { Status } from './status.ts';

/** An anchor of a PRD that a task was cut from. `lines` is `[first, last]`, counted from 1. */
export interface PrdRef {
  readonly anchor: string;
  readonly lines: readonly [number, number] | null;
  /** SHA-256 of the section as it was frozen, line ends folded to LF, without the empty lines at its end; 64 hex digits. */
  readonly hash: string | null;
}

export interface Prd {
  readonly source: string;
  readonly refs: readonly PrdRef[];
  readonly excerpt: string | null;
  /** SHA-256 of the source file with line ends folded to LF, 64 hex digits. */
  readonly prd_hash: string | null;
}

/**
 * A task as the spec defines it. Keys are named as in spec.yaml, so that one vocabulary reaches from the file to the
 * JSON output. Dates are the text of the file, byte for byte; `parseTimestamp` reads them.
 */
export interface SpecTask {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly acceptance_criteria: readonly string[];
  readonly depends_on: readonly string[];
  readonly labels: readonly string[];
  readonly locks: readonly string[];
  /** Lower goes first. */
  readonly priority: number;
  readonly status: Status;
  readonly status_reason: string | null;
  /** A duration such as `15m`; see `parseDuration`. */
  readonly lease_ttl: string | null;
  readonly capabilities: readonly string[];
  readonly external_ref: string | null;
  /** The id that it had before. */
  readonly renamed_from: string | null;
  /** The ids that it had before that one, the latest first. */
  readonly former_ids: readonly string[];
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly completed_by: string | null;
  readonly completed_at: string | null;
  readonly verified_by: string | null;
  readonly verified_at: string | null;
  readonly blocked_by: string | null;
  readonly blocked_at: string | null;
  readonly cancelled_by: string | null;
  readonly cancelled_at: string | null;
  readonly reopened_by: string | null;
  readonly reopened_at: string | null;
  readonly prd: Prd | null;
  /** Keys that begin with `x-`, as plain JSON values. */
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface Project {
  readonly name: string;
  readonly default_branch: string;
  readonly conventions: Readonly<Record<string, unknown>>;
}

export const DEFAULT_PRIORITY = 100;

/** The words that `priority` takes for a number. */
export const PRIORITY_WORDS = { critical: 10, high: 50, normal: 100, low: 200 } as const;

/** A task with every optional field at its default. `todo` is what the Python lodestar reads where status is missing. */
export function emptyTask(id: string, title: string): SpecTask {
  return {
    id,
    title,
    description: '',
    acceptance_criteria: [],
    depends_on: [],
    labels: [],
    locks: [],
    priority: DEFAULT_PRIORITY,
    status: 'todo',
    status_reason: null,
    lease_ttl: null,
    capabilities: [],
    external_ref: null,
    renamed_from: null,
    former_ids: [],
    created_at: null,
    updated_at: null,
    completed_by: null,
    completed_at: null,
    verified_by: null,
    verified_at: null,
    blocked_by: null,
    blocked_at: null,
    cancelled_by: null,
    cancelled_at: null,
    reopened_by: null,
    reopened_at: null,
    prd: null,
    extra: {},
  };
}
