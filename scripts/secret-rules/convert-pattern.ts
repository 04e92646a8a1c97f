import rewritePattern from 'regexpu-core';

/** What gitleaks puts in front of names of services. It only widens the match, never the secret, and is slow to step back over. */
const LEADING_NAME = '[\\w.-]{0,50}?';

/** What has to follow a secret in source code. */
const END_IN_CODE = '(?:[\\x60\'"\\s;]|\\\\[nr]|$)';

/** The same in prose, where a sentence goes on or ends; it is looked at and not taken, so that two secrets may stand side by side. */
const END_IN_PROSE = '(?=[\\x60\'"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)';

/** Go's spellings that JavaScript has otherwise. */
const GO_SPELLINGS = [
  ['[[:alnum:]]', '[A-Za-z0-9]'],
  ['\\z', '$'],
  ['(?P<', '(?<'],
] as const;

const SWITCH = '(?i)';

/** Where the group ends that the place is in: a flag switched on there holds so far. */
function endOfGroup(pattern: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let index = start; index < pattern.length; index += 1) {
    const char = pattern.charAt(index);
    if (char === '\\') {
      index += 1;
    } else if (inClass) {
      inClass = char !== ']';
    } else if (char === '[') {
      inClass = true;
    } else if (char === '(') {
      depth += 1;
    } else if (char === ')') {
      if (depth === 0) {
        return index;
      }
      depth -= 1;
    }
  }
  return pattern.length;
}

/** `a(?i)b` as `a(?i:b)`. */
function scopeSwitches(pattern: string): string {
  const at = pattern.indexOf(SWITCH);
  if (at === -1) {
    return pattern;
  }
  const rest = at + SWITCH.length;
  const end = endOfGroup(pattern, rest);
  return scopeSwitches(`${pattern.slice(0, at)}(?i:${pattern.slice(rest, end)})${pattern.slice(end)}`);
}

/** A pattern of Go's `regexp` as one of JavaScript that needs no flag and nothing newer than ES2018. */
export function convertPattern(goPattern: string): string {
  const spelt = GO_SPELLINGS.reduce((pattern, [go, js]) => pattern.replaceAll(go, js), goPattern);
  const scoped = scopeSwitches(spelt.replaceAll(LEADING_NAME, '').replaceAll(END_IN_CODE, END_IN_PROSE));
  const plain = rewritePattern(scoped, '', { modifiers: 'transform', namedGroups: 'transform' });
  return new RegExp(plain).source;
}
