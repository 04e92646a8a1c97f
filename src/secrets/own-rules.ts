import type { SecretRule } from './secret-rule.ts';

/** Stands where a value is put in later, or was taken out already. */
const PLACEHOLDER =
  '^(?:\\$|%[A-Z_]+%|\\{\\{|<|\\[redacted|\\*+$|x+$|\\.{3}|…|(?:process\\.)?env\\.|(?:true|false|null|none|undefined|required|optional)$)';

/** A name that says of its value that it is secret, as environment variables have it. */
const SECRET_NAME =
  '[A-Z0-9_]{0,64}(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_KEY|PRIVATE_KEY)(?:_[A-Z0-9_]{1,64})?';

/** Longer than any that is in use. They also bound the work at each place of a text. */
const LONGEST_NAME = 256;

/**
 * What the scanner's rules leave out, because in source code it is found by the names of files, or because they would take
 * time that grows with more than the length of a text.
 */
export const OWN_RULES: readonly SecretRule[] = [
  {
    // The part before the `@` of an address. A name alone is not secret, and digits up to a `/` are a port.
    kind: 'url-password',
    pattern: `\\b[A-Za-z][A-Za-z0-9+.-]{0,31}:\\/\\/([^\\s\\/?#:@'"<>]{0,${LONGEST_NAME}}:(?!\\d{1,5}(?:[\\/?#\\s]|$))[^\\s'"<>]{1,${LONGEST_NAME}}?)@(?=[^\\s@\\/?#'"<>]+(?:[\\s\\/?#'"<>]|$))`,
    keywords: ['://'],
    exceptions: { secret: [':(?:\\$|%[A-Z_]+%|\\{|\\*+$|x+$|\\.{3}$)', '^\\[redacted:'] },
  },
  {
    kind: 'authorization-header',
    pattern: `\\bauthorization["']?[ \\t]{0,4}[:=][ \\t]{0,4}["']?(?:[A-Za-z]{3,20}[ \\t]{1,4})?([A-Za-z0-9._~+\\/=:-]{8,})`,
    ignoreCase: true,
    keywords: ['authorization'],
    exceptions: { secret: [PLACEHOLDER, '^[A-Za-z]+$'] },
  },
  {
    kind: 'bearer-token',
    pattern: `\\bbearer[ \\t]{1,4}((?=[A-Za-z._~+\\/=-]{0,${LONGEST_NAME}}[0-9])[A-Za-z0-9._~+\\/=-]{16,})`,
    ignoreCase: true,
    keywords: ['bearer'],
    entropy: 3,
  },
  {
    kind: 'curl-user',
    pattern: `\\bcurl\\b[^\\r\\n]{0,${LONGEST_NAME}}?[ \\t](?:-u|--user)[ \\t=]{0,4}["']?([^\\s:"']{1,${LONGEST_NAME}}:[^\\s"']{3,${LONGEST_NAME}})`,
    keywords: ['curl'],
    exceptions: { secret: [':(?:\\$|<|\\{|\\*+$|x+$)', '^\\[redacted:'] },
  },
  {
    // As a shell has it, without blanks, or in quotes.
    kind: 'secret-assignment',
    pattern: `(?<![A-Za-z0-9_])${SECRET_NAME}(?:=["']?|[ \\t]{1,2}=[ \\t]{0,2}["'])([^\\s"'\`;&|,)]{6,})`,
    keywords: ['token', 'secret', 'passw', 'passphrase', 'key'],
    exceptions: { secret: [PLACEHOLDER] },
  },
  {
    // A name of two words that says so, in any notation. The scanner's rule for names takes no value that has a word in it.
    kind: 'named-secret',
    pattern: `(?:access|api|app|auth|bearer|client|consumer|encryption|private|refresh|session|shared|signing|webhook)[_. -]?(?:key|password|secret|token)["'\`]?[ \\t]{0,4}(?:[:=]|=>|is:?)[ \\t]{0,4}["'\`]?((?=[A-Za-z_+\\/=.-]{0,${LONGEST_NAME}}[0-9])[A-Za-z0-9_+\\/=.-]{15,}[A-Za-z0-9_+\\/=-])`,
    ignoreCase: true,
    keywords: ['key', 'password', 'secret', 'token'],
    entropy: 3.5,
    exceptions: { secret: [PLACEHOLDER] },
  },
  {
    kind: 'registry-credential',
    pattern: ':_(?:authToken|auth|password)[ \\t]{0,2}=[ \\t]{0,2}["\']?([^\\s"\']{6,})',
    keywords: [':_auth', ':_password'],
    exceptions: { secret: [PLACEHOLDER] },
  },
  {
    // Of installations too, whose newer form has dots.
    kind: 'github-token',
    pattern: '\\b(gh[opusr]_[A-Za-z0-9](?:[A-Za-z0-9_.-]{34,}[A-Za-z0-9_-]))',
    keywords: ['gho_', 'ghp_', 'ghu_', 'ghs_', 'ghr_'],
    entropy: 3,
  },
  {
    kind: 'sk-token',
    pattern: `\\b(sk-(?=[A-Za-z_-]{0,${LONGEST_NAME}}[0-9])[A-Za-z0-9_-]{20,})`,
    keywords: ['sk-'],
    entropy: 3.5,
  },
];
