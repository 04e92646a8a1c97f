/** What looks like a secret and is none. All are sources of regular expressions, but for the words. */
export interface Exceptions {
  /** Of the secret alone. */
  readonly secret?: readonly string[];
  /** Of all that the rule matched. */
  readonly match?: readonly string[];
  /** Of the line that it begins in. */
  readonly line?: readonly string[];
  /** In lower case: a secret that holds one is none. */
  readonly words?: readonly string[];
}

/** How secrets of one kind are told from other text. */
export interface SecretRule {
  readonly kind: string;
  /** Source of a regular expression. */
  readonly pattern: string;
  readonly ignoreCase?: boolean;
  /** Where it has groups, the one that holds the secret; the first that took part when it is not given. */
  readonly group?: number;
  /** In lower case: a text without any of them has no such secret, which is quicker to find out. */
  readonly keywords: readonly string[];
  /** In bits a character, by Shannon: what has no more is a word or an example. */
  readonly entropy?: number;
  readonly exceptions?: Exceptions;
}

/** Where a secret stands in a text, in UTF-16 units. */
export interface FoundSecret {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}
