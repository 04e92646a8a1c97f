import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { Random } from './random.ts';

type Element = AST.Alternative['elements'][number];

/** Of a quantifier without an end, so many more than it needs. */
const MORE = 8;

const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, index) => 0x20 + index);
const DIGITS = PRINTABLE.filter((code) => /\d/u.test(String.fromCharCode(code)));
/** Where a pattern takes any character it nearly always means this one. */
const DOT = 0x2e;
const WORDS = PRINTABLE.filter((code) => /\w/u.test(String.fromCharCode(code)));

function codesOfSet(set: AST.CharacterSet | AST.EscapeCharacterSet): number[] {
  const codes =
    set.kind === 'digit' ? DIGITS : set.kind === 'word' ? WORDS : [set.kind === 'space' ? 0x20 : DOT];
  return 'negate' in set && set.negate ? PRINTABLE.filter((code) => !codes.includes(code)) : [...codes];
}

function codesOfClass(characterClass: AST.CharacterClass): number[] {
  const codes = characterClass.elements.flatMap((element) => {
    switch (element.type) {
      case 'Character':
        return [element.value];
      case 'CharacterClassRange':
        return PRINTABLE.filter((code) => code >= element.min.value && code <= element.max.value);
      case 'CharacterSet':
        return codesOfSet(element);
      default:
        throw new Error(`a class with a ${element.type}`);
    }
  });
  return characterClass.negate ? PRINTABLE.filter((code) => !codes.includes(code)) : codes;
}

function stringOf(element: Element, random: Random): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterClass':
      return String.fromCharCode(random.pick(codesOfClass(element)));
    case 'CharacterSet':
      return String.fromCharCode(random.pick(codesOfSet(element)));
    case 'Group':
    case 'CapturingGroup':
      return stringOfAlternative(random.pick(element.alternatives), random);
    case 'Quantifier': {
      const most = Math.min(element.max, element.min + MORE);
      const count = element.min + random.below(most - element.min + 1);
      return Array.from({ length: count }, () => stringOf(element.element, random)).join('');
    }
    case 'Assertion':
      return '';
    default:
      throw new Error(`a pattern with a ${element.type}`);
  }
}

function stringOfAlternative(alternative: AST.Alternative, random: Random): string {
  return alternative.elements.map((element) => stringOf(element, random)).join('');
}

/** A string that the pattern is likely to match: what stands before and behind it is left out, and so is what it looks at. */
export function stringOfPattern(source: string, random: Random): string {
  const { alternatives } = new RegExpParser({ ecmaVersion: 2022 }).parsePattern(source);
  return stringOfAlternative(random.pick(alternatives), random);
}
