import type { ErrorCode } from '../errors.ts';

/** What a command needs before it can run: a folder, a repository with one runtime, or a workspace with both planes. */
export type CommandNeed = 'folder' | 'runtime' | 'workspace';

/**
 * What a command promises beside its flags. `--explain`, `--schema`, the output schemas and `--dry-run` come from it.
 * Declare it with `satisfies CommandContract`, so that `needs` keeps its literal type: it decides the context's type.
 */
export interface CommandContract {
  /** Name of the exported type of `data`, somewhere in src/operations. */
  readonly result: string;
  /** Whether it changes a plane; then it takes `--dry-run`. */
  readonly writes: boolean;
  readonly needs: CommandNeed;
  /** Whether a failure keeps its `data`, as a report of what was found does. */
  readonly report?: boolean;
  /** Whether it is what makes an actor known: then a bare name that nobody has is no reason to refuse. */
  readonly joins?: boolean;
  /** Sentences for people: what it reads, what it changes, what it refuses. */
  readonly reads: readonly string[];
  readonly changes: readonly string[];
  readonly refuses: readonly string[];
  /** The codes that are its own; every command can fail with those of `COMMON_CODES` too. */
  readonly codes: readonly ErrorCode[];
}

const RUNTIME_CODES = [
  'ACTOR_NOT_FOUND',
  'RUNTIME_BUSY',
  'RUNTIME_NEWER',
  'RUNTIME_DAMAGED',
  'RUNTIME_FOREIGN',
  'RUNTIME_FOREIGN_OWNER',
  'RUNTIME_NETWORK_FS',
  'RUNTIME_IO',
  'DISK_FULL',
  'NATIVE_BINDING_MISSING',
  'LINK_OUTSIDE',
] as const satisfies readonly ErrorCode[];

const ALWAYS = ['USAGE', 'INTERNAL', 'INTERRUPTED'] as const satisfies readonly ErrorCode[];

/** Codes that come with what a command needs, not with what it does. */
export const COMMON_CODES = {
  folder: ['LINK_OUTSIDE', ...ALWAYS],
  runtime: [...RUNTIME_CODES, 'NOT_A_WORKSPACE', ...ALWAYS],
  workspace: [
    'SPEC_INVALID',
    'SPEC_BUSY',
    'FILE_NOT_FOUND',
    'CONFIG_INVALID',
    ...RUNTIME_CODES,
    'NOT_A_WORKSPACE',
    ...ALWAYS,
  ],
} as const satisfies Record<CommandNeed, readonly ErrorCode[]>;
