import { countOf } from '../ui/count-of.ts';
import { mdCode } from '../ui/markdown.ts';

export interface MdItem {
  /** What it is called where it is left out. */
  readonly name: string;
  /** Markdown; begins a line. */
  readonly text: string;
}

/** Items below a heading, folded unless it is `open`; one without items is not shown. */
export interface MdSection {
  readonly title: string;
  readonly open?: boolean;
  readonly items: readonly MdItem[];
}

/** So much of the room is kept for the sections that follow, so that a long one does not take everything. */
const SHARE_OF_ONE = 0.6;

/** The names of what is left out take at most so much. */
const MAX_NAMES_LENGTH = 3000;

/** One item longer than this is left out rather than what follows it. */
const MAX_ITEM_LENGTH = 8000;

function framed({ title, open }: MdSection, body: string): string {
  return open === true
    ? `\n\n**${title}**\n\n${body}`
    : `\n\n<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function leftOut(items: readonly MdItem[]): string {
  const names: string[] = [];
  let length = 0;
  for (const name of new Set(items.map((item) => item.name))) {
    const shown = mdCode(name);
    length += shown.length + 2;
    if (length > MAX_NAMES_LENGTH) {
      break;
    }
    names.push(shown);
  }
  const all = new Set(items.map((item) => item.name)).size;
  const more = all > names.length ? ` and ${String(all - names.length)} more` : '';
  return `_Left out here for want of room: ${names.join(', ')}${more}._`;
}

/** As many items as there is room for, and the names of the others. */
function fill(section: MdSection, room: number): { readonly text: string; readonly left: number } {
  const shown: string[] = [];
  const left: MdItem[] = [];
  let used = framed(section, '').length;
  const most = room - MAX_NAMES_LENGTH;
  for (const item of section.items) {
    const cost = item.text.length + 1;
    if (cost > MAX_ITEM_LENGTH || used + cost > most) {
      left.push(item);
    } else {
      used += cost;
      shown.push(item.text);
    }
  }
  const note = left.length === 0 ? [] : [...(shown.length === 0 ? [] : ['']), leftOut(left)];
  return { text: framed(section, [...shown, ...note].join('\n')), left: left.length };
}

/**
 * Markdown of at most so many characters: the start, then the sections in order. One that is too long for its share is cut
 * and says what it left out; the end says how many parts were.
 */
export function fitSections(start: string, sections: readonly MdSection[], maxLength: number): string {
  const filled = sections.filter(({ items }) => items.length > 0);
  const ending = 200;
  let text = start;
  let left = 0;
  filled.forEach((section, index) => {
    const room = maxLength - ending - text.length;
    const isLast = index === filled.length - 1;
    const result = fill(section, isLast ? room : Math.floor(room * SHARE_OF_ONE));
    text += result.text;
    left += result.left;
  });
  const note = left === 0 ? '' : `\n\n_${countOf(left, 'part')} left out: a comment holds no more._`;
  return `${text}${note}\n`;
}
