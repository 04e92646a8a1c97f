import type { Random } from '../../support/random.ts';

const LAST_OF_PLANE = 0xffff;

const isHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

/** All characters of the basic plane in their order, and the tags, as texts of so many characters. */
export function everyCharacter(size: number): string[] {
  const codes = Array.from({ length: LAST_OF_PLANE + 1 }, (_, code) => code).filter((code) => !isHalf(code));
  const tags = Array.from({ length: 0x200 }, (_, index) => 0xe0000 + index);
  const all = [...codes, ...tags].map((code) => String.fromCodePoint(code));
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size).join(''),
  );
}

const INTRODUCERS = ['\u001b[', '\u009b'];
const STRINGS = [
  '\u001b]',
  '\u009d',
  '\u001bP',
  '\u0090',
  '\u001b_',
  '\u009f',
  '\u001b^',
  '\u009e',
  '\u001bX',
  '\u0098',
];
const ENDS = ['\u0007', '\u001b\\', '\u009c', '', '\n'];
const SHORT = [
  '\u001bc',
  '\u001b7',
  '\u001b(0',
  '\u001b#8',
  '\u001bD',
  '\u0085',
  '\u000e',
  '\r',
  '\b\b\b',
  '\u001b',
];
const DIRECTIONS = ['\u202e', '\u202d', '\u2066', '\u2067', '\u2068', '\u061c', '\u200f'];
const PAYLOADS = ['0;owned', '8;;https://evil.example', '52;c;ZXZpbA==', '$q"p', 'G', '1337;File=:AAAA', ''];

function controlSequence(random: Random): string {
  const parameters = Array.from({ length: random.below(4) }, () => String(random.below(1050)));
  const prefix = random.pick(['', '', '?', '>', '=']);
  const final = String.fromCharCode(0x40 + random.below(0x3f));
  return `${random.pick(INTRODUCERS)}${prefix}${parameters.join(';')}${final}`;
}

/** One sequence as an attacker would write it: whole, cut off, or begun in one character and ended in another. */
export function drawSequence(random: Random): string {
  const drawn = random.pick([
    () => controlSequence(random),
    () => `${random.pick(STRINGS)}${random.pick(PAYLOADS)}${random.pick(ENDS)}`,
    () => random.pick(SHORT),
    () => `${random.pick(DIRECTIONS)}exe.gnp${random.pick(['', '\u202c', '\u2069'])}`,
    () => `\nerror [INTERNAL] all is lost${random.pick(['\n', '\r', '\u2028'])}`,
  ])();
  return `a${drawn}b`;
}
