/** What tokens are made of, as long as they are. Words and paths have neither a digit nor, when they are long, capitals. */
const RUN = /[\w+/=~.-]{10,}/gu;
const DIGIT = /\d/u;
const CAPITAL = /[A-Z]/u;
const LONG = 16;

/** What the rules for shorter secrets need beside them. */
const TELLTALE =
  /:\/\/[^\s/]*@|-----BEGIN|authorization|bearer\s|\bcurl\b|(?:access|api|auth|cred|key|passphrase|passw|secret|token)[\w \t.'"-]{0,24}[=:>|,?]/iu;

/**
 * Whether it is worth asking the rules. They are many and in a file of their own, and most texts are plain: a title, a path,
 * a sentence. It may say yes for nothing. It says no to a secret only where that is a word of fewer than 16 letters.
 */
export function mayHoldSecret(text: string): boolean {
  if (TELLTALE.test(text)) {
    return true;
  }
  for (const [run] of text.matchAll(RUN)) {
    if (DIGIT.test(run) || (run.length >= LONG && CAPITAL.test(run))) {
      return true;
    }
  }
  return false;
}
