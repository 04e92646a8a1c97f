/** The error catalogue: one code, exit code and HTTP status for every failure; docs/ERRORS.md is generated from it. */

/** `retryable`: the same call can succeed later without anything else changing. `remedy` is never destructive. */
interface CatalogueEntry {
  readonly exit: number;
  readonly http: number;
  readonly retryable: boolean;
  readonly when: string;
  readonly remedy: string;
}

/** Process exit codes. 130 is what a shell reports for a process ended by ^C. */
export const EXIT = {
  ok: 0,
  internal: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  nothingToClaim: 5,
  invalid: 6,
  runtime: 7,
  noWorkspace: 8,
  interrupted: 130,
} as const;

export const ERROR_CATALOGUE = {
  INTERNAL: {
    exit: EXIT.internal,
    http: 500,
    retryable: false,
    when: 'A fault of Lodestar itself.',
    remedy: 'Run the command again with DEBUG=lodestar and report what it prints.',
  },
  USAGE: {
    exit: EXIT.usage,
    http: 400,
    retryable: false,
    when: 'The command line is wrong: an unknown command, flag or value, or something missing.',
    remedy: 'Read `lodestar <command> --help`.',
  },
  CONFIRMATION_REQUIRED: {
    exit: EXIT.usage,
    http: 400,
    retryable: false,
    when: 'The command asks before it acts and there is no terminal to ask on.',
    remedy: 'Read what the command lists; pass `--yes` if that is what you want.',
  },
  TASK_NOT_FOUND: {
    exit: EXIT.notFound,
    http: 404,
    retryable: false,
    when: "No task of this id is in this checkout's spec.",
    remedy: 'List the ids with `lodestar task list --quiet`.',
  },
  ACTOR_NOT_FOUND: {
    exit: EXIT.notFound,
    http: 404,
    retryable: false,
    when: 'A bare name was given and no known actor has it.',
    remedy: 'Write the kind as well (`ai:NAME`, `human:NAME`), or join with `lodestar agent join`.',
  },
  MESSAGE_NOT_FOUND: {
    exit: EXIT.notFound,
    http: 404,
    retryable: false,
    when: 'This runtime has no message of this id.',
    remedy: 'List messages with `lodestar msg search`.',
  },
  LEASE_NOT_FOUND: {
    exit: EXIT.notFound,
    http: 404,
    retryable: false,
    when: 'The task has no live lease.',
    remedy: 'See who holds what with `lodestar lease list`.',
  },
  FILE_NOT_FOUND: {
    exit: EXIT.notFound,
    http: 404,
    retryable: false,
    when: 'A file cannot be read: one that the command line names, or the spec where it is a link to nothing or no regular file.',
    remedy: 'Check the path.',
  },
  BACKUP_INVALID: {
    exit: EXIT.invalid,
    http: 422,
    retryable: false,
    when: 'The file is no backup that can be restored; `details.reason` is foreign, newer or damaged.',
    remedy: 'Choose another backup: those that were made by default lie in `.lodestar/local/backups`.',
  },
  CONFIG_KEY_NOT_FOUND: {
    exit: EXIT.notFound,
    http: 404,
    retryable: false,
    when: 'config.yaml has no such key.',
    remedy: 'List the keys with `lodestar config list`.',
  },
  LEASE_HELD: {
    exit: EXIT.refused,
    http: 409,
    retryable: true,
    when: 'Another actor holds the live lease of the task.',
    remedy: 'Take another task with `lodestar task claim`, or wait until the lease ends.',
  },
  LEASE_NOT_HELD: {
    exit: EXIT.refused,
    http: 409,
    retryable: false,
    when: 'The caller does not hold the live lease; `details.reason` is never, lapsed, taken, released, revoked, superseded or earlier-task.',
    remedy: 'Claim the task again with `lodestar task claim ID`.',
  },
  NOT_CLAIMABLE: {
    exit: EXIT.refused,
    http: 409,
    retryable: true,
    when: 'The task cannot be claimed in its present state.',
    remedy: 'See what stands in the way with `lodestar task why ID`.',
  },
  LOCK_OVERLAP: {
    exit: EXIT.refused,
    http: 409,
    retryable: true,
    when: "The task's locks overlap those of a task that another actor holds.",
    remedy: 'Take another task, or pass `--allow-overlap` when both know of it.',
  },
  TRANSITION_REFUSED: {
    exit: EXIT.refused,
    http: 409,
    retryable: false,
    when: 'The verb does not fit the present status of the task.',
    remedy: '`details.verbs` lists the verbs that fit.',
  },
  CRITERIA_UNCHECKED: {
    exit: EXIT.refused,
    http: 409,
    retryable: false,
    when: 'Acceptance criteria of the task are not checked off.',
    remedy: 'Check them with `--criteria`, or accept with `--accept-unchecked --reason TEXT`.',
  },
  VERIFIER_NOT_SEPARATE: {
    exit: EXIT.refused,
    http: 403,
    retryable: false,
    when: '`verify.separate` is set and the verifier is who completed the task.',
    remedy: 'Have another actor verify it.',
  },
  HAS_DEPENDENTS: {
    exit: EXIT.refused,
    http: 409,
    retryable: false,
    when: 'Live tasks depend on the task that is to be deleted.',
    remedy: 'Change their dependencies first; `details.dependents` names them.',
  },
  REVISION_MISMATCH: {
    exit: EXIT.refused,
    http: 412,
    retryable: false,
    when: 'The task changed since the revision given with `--if-revision`.',
    remedy: 'Read it again with `lodestar task show ID`.',
  },
  AGENT_NAME_IN_USE: {
    exit: EXIT.refused,
    http: 409,
    retryable: false,
    when: 'A live agent already has this name.',
    remedy: 'Choose another name, or pass `--resume` if you are that agent.',
  },
  ACTOR_KIND_REFUSED: {
    exit: EXIT.refused,
    http: 403,
    retryable: false,
    when: 'The verb is for actors of another kind.',
    remedy: 'Ask a person to run it.',
  },
  DOCTOR_FOUND: {
    exit: EXIT.refused,
    http: 409,
    retryable: false,
    when: '`doctor` found at least one error.',
    remedy: 'Each finding names its own remedy.',
  },
  SETUP_OUTDATED: {
    exit: EXIT.refused,
    http: 409,
    retryable: false,
    when: '`setup --check` found that the block is not in its file, or not as this version would write it.',
    remedy: 'Write it with `lodestar setup`.',
  },
  FILE_EXISTS: {
    exit: EXIT.refused,
    http: 409,
    retryable: false,
    when: 'A file, or a folder, is already at the path that was given for a new file.',
    remedy: 'Choose another path, or pass `--overwrite` where a file may be replaced.',
  },
  NOTHING_TO_CLAIM: {
    exit: EXIT.nothingToClaim,
    http: 404,
    retryable: true,
    when: 'No task that fits the filters can be claimed now.',
    remedy: 'See what is waiting with `lodestar task list --state waiting` and `lodestar status`.',
  },
  RUNTIME_HEALTHY: {
    exit: EXIT.refused,
    http: 409,
    retryable: false,
    when: '`doctor --recover` was asked to mend a runtime that is not damaged.',
    remedy: 'Nothing needs to be done; `lodestar doctor` says what it found.',
  },
  SPEC_INVALID: {
    exit: EXIT.invalid,
    http: 422,
    retryable: false,
    when: 'spec.yaml has errors; `details.problems` holds all of them, each with its position.',
    remedy: 'Mend the lines named; `lodestar spec check` lists them again.',
  },
  SPEC_CONFLICTED: {
    exit: EXIT.invalid,
    http: 409,
    retryable: false,
    when: 'spec.yaml has conflict markers, or is unmerged in a merge, rebase, cherry-pick or revert under way.',
    remedy: 'Resolve the conflict, then run the command again.',
  },
  LINK_OUTSIDE: {
    exit: EXIT.invalid,
    http: 403,
    retryable: false,
    when: 'A symbolic link in the place of the spec, the settings, the runtime or what lies beside them leads out of the repository.',
    remedy: 'Put the file itself into the repository.',
  },
  SPEC_READONLY: {
    exit: EXIT.invalid,
    http: 403,
    retryable: false,
    when: 'spec.yaml or its folder cannot be written.',
    remedy: 'Check the owner and the mode of the file and its folder.',
  },
  CONFIG_INVALID: {
    exit: EXIT.invalid,
    http: 422,
    retryable: false,
    when: 'config.yaml has errors.',
    remedy: 'Mend the lines named; `lodestar config list` shows the valid keys.',
  },
  INPUT_INVALID: {
    exit: EXIT.invalid,
    http: 422,
    retryable: false,
    when: 'A value that was given breaks a rule of its field; `details.problems` holds all of them.',
    remedy: 'Correct the values named.',
  },
  MESSAGE_TOO_LARGE: {
    exit: EXIT.invalid,
    http: 413,
    retryable: false,
    when: 'The text of a message is longer than 16 KiB.',
    remedy: 'Put the text into a file of the repository and send its path.',
  },
  TASK_EXISTS: {
    exit: EXIT.invalid,
    http: 409,
    retryable: false,
    when: 'A task of this id is in the spec already, perhaps as a tombstone.',
    remedy: 'Choose another id, or leave it out to have one generated.',
  },
  SPEC_BUSY: {
    exit: EXIT.runtime,
    http: 503,
    retryable: true,
    when: 'spec.yaml did not hold still, or its mutex was not free, before the deadline.',
    remedy: 'Run the command again.',
  },
  RUNTIME_BUSY: {
    exit: EXIT.runtime,
    http: 503,
    retryable: true,
    when: 'The runtime was locked past the deadline.',
    remedy: 'Run the command again.',
  },
  RUNTIME_NEWER: {
    exit: EXIT.runtime,
    http: 500,
    retryable: false,
    when: 'The runtime was written by a newer Lodestar.',
    remedy: 'Install the version of Lodestar that the other users of this repository have.',
  },
  RUNTIME_DAMAGED: {
    exit: EXIT.runtime,
    http: 500,
    retryable: false,
    when: 'The runtime file is damaged or is no runtime.',
    remedy: 'Run `lodestar doctor --recover`: it keeps the damaged file aside and saves what is readable.',
  },
  RUNTIME_FOREIGN: {
    exit: EXIT.runtime,
    http: 500,
    retryable: false,
    when: "The file at the runtime's path belongs to another program, such as the Python lodestar.",
    remedy:
      'Keep it in a folder that Git ignores: `mkdir -p .lodestar/local/foreign && mv .lodestar/runtime.sqlite* .lodestar/local/foreign/`.',
  },
  RUNTIME_READONLY: {
    exit: EXIT.runtime,
    http: 503,
    retryable: false,
    when: 'The runtime, or the folder that it lies in, cannot be written, so what is held is not known.',
    remedy:
      'Check the owner and the mode of the `.lodestar` folder, or set LODESTAR_RUNTIME to a path that can be written.',
  },
  RUNTIME_FOREIGN_OWNER: {
    exit: EXIT.runtime,
    http: 503,
    retryable: false,
    when: 'The runtime belongs to another user and cannot be opened.',
    remedy: 'Set core.sharedRepository in Git, or run as the user that owns it.',
  },
  RUNTIME_NETWORK_FS: {
    exit: EXIT.runtime,
    http: 503,
    retryable: false,
    when: "The runtime's folder is on a network file system, where SQLite's locks cannot be trusted.",
    remedy: 'Set LODESTAR_RUNTIME to a local path, or LODESTAR_ALLOW_NETWORK_FS=1 to take the risk.',
  },
  RUNTIME_IO: {
    exit: EXIT.runtime,
    http: 503,
    retryable: true,
    when: 'The operating system refused to read or write a file of the workspace.',
    remedy: 'Check the disk and the limits of the process, then run the command again.',
  },
  FILE_READONLY: {
    exit: EXIT.runtime,
    http: 403,
    retryable: false,
    when: 'A file that the command line names, or the folder that it is to lie in, cannot be written.',
    remedy: 'Choose a folder that can be written.',
  },
  DISK_FULL: {
    exit: EXIT.runtime,
    http: 507,
    retryable: true,
    when: 'The disk, or the quota, is full. Nothing was half-written.',
    remedy: 'Free some space, then run the command again.',
  },
  NATIVE_BINDING_MISSING: {
    exit: EXIT.runtime,
    http: 500,
    retryable: false,
    when: 'The native part of better-sqlite3 is not installed, or was built for another version of Node.',
    remedy: 'Run `npm rebuild better-sqlite3` in the folder where Lodestar is installed.',
  },
  NOT_A_WORKSPACE: {
    exit: EXIT.noWorkspace,
    http: 404,
    retryable: false,
    when: 'No `.lodestar/spec.yaml` is in this folder or above it, within the repository.',
    remedy: 'Run `lodestar init` to make one.',
  },
  INTERRUPTED: {
    exit: EXIT.interrupted,
    http: 499,
    retryable: true,
    when: 'The command was interrupted.',
    remedy: 'Run it again.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Machine-readable fields of an error; JSON-serialisable, snake_case keys. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface ErrorOptionsOfLodestar {
  readonly details?: ErrorDetails;
  /** What to try; replaces the catalogue's remedy. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** An operating failure that a caller can meet. Expected outcomes are unions, not errors; broken invariants are plain `Error`s. */
export class LodestarError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, options: ErrorOptionsOfLodestar = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LodestarError';
    this.code = code;
    this.details = options.details ?? {};
    this.hint = options.hint ?? ERROR_CATALOGUE[code].remedy;
  }

  get exitCode(): number {
    return ERROR_CATALOGUE[this.code].exit;
  }

  get retryable(): boolean {
    return ERROR_CATALOGUE[this.code].retryable;
  }
}
