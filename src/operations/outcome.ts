/** A command that fits next. `cmd` runs as it stands in the workspace that it was printed for. */
export interface Hint {
  /** What it does, as `topic.verb`. */
  readonly intent: string;
  readonly cmd: string;
  readonly description: string;
}

/** Something that the caller should know and that stopped nothing. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** What an operation answers when it succeeds; a failure throws `LodestarError`. */
export interface Outcome<Data> {
  readonly data: Data;
  readonly next: readonly Hint[];
  readonly warnings: readonly Warning[];
}
