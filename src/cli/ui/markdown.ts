import { safe, safeBlock } from './safe.ts';

/** A character that nobody sees. GitHub, which looks for names and numbers in what is rendered, finds none behind it. */
const BREAK = '&#8203;';

/** What Markdown, HTML in it or GitHub could read as more than characters. */
const SPECIAL = /[\\`*_{}[\]()<>|~!$&@#]|\bGH-(?=\d)|:(?=\/\/)|\bwww\./giu;

function plain(found: string): string {
  switch (found) {
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '&':
      return '&amp;';
    case '#':
      return `\\#${BREAK}`;
    default:
      break;
  }
  if (found.length > 1) {
    return `${found.slice(0, -1)}${BREAK}${found.slice(-1)}`;
  }
  return found === '@' || found === ':' ? `${found}${BREAK}` : `\\${found}`;
}

/**
 * Foreign text in a line of Markdown that is read as text by people, by Markdown and by GitHub: it makes no markup, calls
 * nobody (`@name`), refers to nothing (`#1`, `GH-1`) and links nowhere.
 */
export function mdText(text: string): string {
  return safe(text).replace(SPECIAL, plain);
}

/** Backticks in a row, of the longest run and one more. */
function ticksFor(text: string, least: number): string {
  const runs = [...text.matchAll(/`+/gu)].map(([run]) => run.length + 1);
  return '`'.repeat(Math.max(least, ...runs));
}

/** Foreign text as a code span: nothing in it means anything. */
export function mdCode(value: string): string {
  const text = safe(value);
  if (text.trim() === '') {
    return '` `';
  }
  const ticks = ticksFor(text, 1);
  return text.includes('`') ? `${ticks} ${text} ${ticks}` : `${ticks}${text}${ticks}`;
}

/** Foreign text of several lines as a block of code. */
export function mdFence(text: string, language: string): string {
  const shown = safeBlock(text);
  const ticks = ticksFor(shown, 3);
  return `${ticks}${language}\n${shown}\n${ticks}`;
}
