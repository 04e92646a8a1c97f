/** What takes seconds on a large plan: reading its tasks, and keeping them in the view. */
export type Stage = 'reading' | 'keeping';

/** Tells somebody how far long work has come. */
export interface Progress {
  /** Called often, also where nothing else gets a turn: it has to be cheap, and to show what it shows at once. */
  report(stage: Stage, done: number, total: number): void;
  /** The work is over, or failed. */
  end(): void;
}

/** Called when work begins that may be long; `undefined` where nobody is to be told. */
export type StartProgress = () => Promise<Progress | undefined>;
