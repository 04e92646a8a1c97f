/** Errors make doctor fail, warnings with `--strict`, information never. */
export type Severity = 'error' | 'warning' | 'information';

interface FindingEntry {
  readonly severity: Severity;
  /** Part of a sentence: when it is found. */
  readonly when: string;
  readonly why: string;
  /** What to do; a word in capitals stands for what is filled in where it is found. Empty where nothing needs to be done. */
  readonly remedy: string;
  /** What `--fix` does about it; null where only a person should. */
  readonly fix: string | null;
}

const RECOVER =
  'Run `lodestar doctor --recover`: it keeps the file aside and makes the tables anew from the log. No lease is live then: agents claim again.';
const ENDS_BY_ITSELF =
  'it ends at its deadline, which `lodestar lease list` shows; a person can end it sooner.';
const FIX = 'Run `lodestar doctor --fix`.';

/** All that doctor finds by itself; docs/DOCTOR.md is generated from it. What keeps it from looking has a code of the error catalogue. */
export const FINDING_CATALOGUE = {
  RUNTIME_DAMAGED: {
    severity: 'error',
    when: "SQLite's integrity check fails, or a table is missing or is another one.",
    why: 'What is read from a damaged file may be wrong, and the next command may fail.',
    remedy: 'Run `lodestar doctor --recover`: it keeps the damaged file aside and saves what is readable.',
    fix: null,
  },
  SCHEMA_DIFFERS: {
    severity: 'error',
    when: 'An index, a trigger or a view of the runtime is not as this version makes it, or a table is not ours.',
    why: 'The triggers keep the log from being changed and the indexes keep rows apart; what is not ours may change rows unseen.',
    remedy: RECOVER,
    fix: 'Makes missing indexes and triggers anew. What was added or changed is left to `--recover`.',
  },
  FOLD_DIFFERS: {
    severity: 'error',
    when: 'A row is not what the log folds to.',
    why: 'Every table is the fold of the log. A row that is not was written past Lodestar, or by a fault of it.',
    remedy: RECOVER,
    fix: null,
  },
  TWO_HOLDERS: {
    severity: 'error',
    when: 'Two actors hold one task, by the table of leases or by the log.',
    why: 'A lease is the sole right to a task; with two of them, work is done twice or lost.',
    remedy:
      'Have one of the two stop: `lodestar lease list` shows which of them can renew it and say that the task is done.',
    fix: null,
  },
  HOLDER_UNKNOWN: {
    severity: 'error',
    when: 'A live lease belongs to an actor whom the runtime does not know.',
    why: 'Every holder is registered before its lease is granted, so that this lease was written past Lodestar.',
    remedy: `If nobody works on the task, leave it: ${ENDS_BY_ITSELF}`,
    fix: null,
  },
  RUNTIME_TRACKED: {
    severity: 'error',
    when: 'The runtime is in the index of Git.',
    why: 'A runtime in Git is overwritten by every checkout, and leases of one machine hold on others.',
    remedy:
      'Run `git rm --cached PATH` and commit: the file itself stays here. A checkout that pulls this loses its copy: run `lodestar backup` there before.',
    fix: null,
  },
  MODES_WRONG: {
    severity: 'error',
    when: 'Others can read or write a file of the runtime, and `core.sharedRepository` does not say so.',
    why: 'Others could read tokens and messages, or write leases.',
    remedy: `${FIX} Or set core.sharedRepository in Git, if they are meant to.`,
    fix: 'Takes the bits away that are not meant, from files of the user who runs it.',
  },
  MODES_NARROW: {
    severity: 'error',
    when: 'A file that `core.sharedRepository` shares has the modes of a private one.',
    why: 'Those who share the repository are refused, or wait for a lock that they cannot see.',
    remedy: `${FIX} It can only do so for whom the files belong to.`,
    fix: 'Adds the bits that are meant, to files of the user who runs it.',
  },
  FOLDER_OPEN: {
    severity: 'error',
    when: 'Others can write the folder of the runtime, or a folder in it.',
    why: 'Anybody could put another runtime, or another spec, in place of this one.',
    remedy: FIX,
    fix: 'Takes the right to write away from those who are not meant to have it.',
  },
  RUNTIME_NETWORK_FS: {
    severity: 'error',
    when: 'The runtime is on a network file system, also where LODESTAR_ALLOW_NETWORK_FS lets it be.',
    why: "SQLite's locks cannot be trusted there: two agents could hold one task.",
    remedy: 'Set LODESTAR_RUNTIME to a path on a local disk.',
    fix: null,
  },
  SQLITE_OLD: {
    severity: 'error',
    when: 'SQLite is older than 3.51.3.',
    why: 'Older ones can damage a database that several processes write at once (its WAL-reset fault).',
    remedy: 'Install Lodestar anew, with the better-sqlite3 that it asks for.',
    fix: null,
  },
  SYNCHRONOUS_NOT_FULL: {
    severity: 'warning',
    when: 'The database is not synced at each commit.',
    why: 'A power cut could take back what was acknowledged.',
    remedy: 'Report it: Lodestar sets it at every open.',
    fix: null,
  },
  WAL_LARGE: {
    severity: 'warning',
    when: 'The write-ahead log has more than 8 MiB.',
    why: 'A reader that stays open for long keeps it from being cut back, and every command reads all of it.',
    remedy: 'End what keeps the runtime open, then run `lodestar doctor --fix`.',
    fix: 'Brings the log into the database and cuts it back, as far as its readers let it.',
  },
  MERGE_UNION: {
    severity: 'warning',
    when: 'Git is told to merge the spec or its settings by `merge=union`.',
    why: 'Of two tasks that two branches append, it mixes the lines: one of them loses its fields, without a conflict.',
    remedy:
      'Take `merge=union` away from that path in `.gitattributes`; Git then tells of a conflict, or merges by task with `lodestar git-setup merge-driver --attributes`.',
    fix: null,
  },
  MERGE_DRIVER_MISSING: {
    severity: 'warning',
    when: '`.gitattributes` names a merge driver for the spec that this clone does not have.',
    why: 'Git merges the file as any text then, and says nothing of it: what the driver would keep apart is not.',
    remedy:
      'Set it up in this clone: `lodestar git-setup merge-driver` for `merge=lodestar`, else `git config merge.NAME.driver COMMAND`.',
    fix: null,
  },
  WORKTREE_GONE: {
    severity: 'warning',
    when: 'The branch of a live lease is checked out nowhere.',
    why: 'The worktree that it was claimed in was perhaps removed, and its holder with it; the task stays taken until the lease ends.',
    remedy: `If its holder is at work elsewhere, leave it. Else ${ENDS_BY_ITSELF}`,
    fix: null,
  },
  CLOCK_BEHIND: {
    severity: 'warning',
    when: 'The clock is more than five minutes behind the last event.',
    why: 'Dates that are settled into the spec then lie ahead of the time; the order of what happens is not hurt.',
    remedy: "Check the clock of this machine, and of those that share this repository's spec.",
    fix: null,
  },
  RUNTIME_NOT_IGNORED: {
    severity: 'warning',
    when: 'Git does not ignore the runtime or what is local to this checkout.',
    why: 'The next `git add --all` would commit what is local to this machine.',
    remedy: 'Add the lines `runtime.sqlite*` and `local/` to `.lodestar/.gitignore`.',
    fix: 'Writes `.lodestar/.gitignore`, or adds such lines to it.',
  },
  NODE_OLD: {
    severity: 'warning',
    when: 'Node is older than what package.json asks for.',
    why: 'Lodestar is not tested with it.',
    remedy: 'Install a later version of Node.',
    fix: null,
  },
  LEASES_LAPSED: {
    severity: 'information',
    when: 'A lease has lapsed and the log does not say so yet.',
    why: 'That a lease lapsed is recorded by the next claim of its task; until then the task is free all the same.',
    remedy: '',
    fix: 'Records that they lapsed.',
  },
  ORPHANS: {
    severity: 'information',
    when: "The runtime knows tasks that are not in this checkout's spec.",
    why: 'Normal among worktrees: another branch has them. Nothing of them is lost.',
    remedy: '',
    fix: null,
  },
  UNSETTLED: {
    severity: 'information',
    when: "The runtime decided what this checkout's spec does not say.",
    why: 'A reset loses what the runtime decided and no spec says.',
    remedy: 'Run `lodestar settle` for what is verified; what is done is to be verified first.',
    fix: null,
  },
  SETTLEMENT_DRIFTED: {
    severity: 'information',
    when: "An outcome was settled, and this checkout's spec says something else.",
    why: 'Another branch has the settlement, or an edit by hand or a merge took it back here.',
    remedy:
      '`lodestar task show ID` says which of the two holds; `lodestar settle ID` writes an outcome that holds again.',
    fix: null,
  },
  LEFT_OVERS: {
    severity: 'information',
    when: 'Temporary files of commands that were killed are there.',
    why: 'They hurt nothing but take space.',
    remedy: FIX,
    fix: 'Removes them, and ends a swap of runtimes that was cut short.',
  },
} as const satisfies Record<string, FindingEntry>;

export type FindingCode = keyof typeof FINDING_CATALOGUE;
