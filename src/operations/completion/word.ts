/** A word to complete with, and what it is. */
export interface Word {
  readonly value: string;
  /** May be empty. */
  readonly about: string;
}
