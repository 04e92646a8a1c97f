import type { BriefLine, BriefPart } from './brief-parts.ts';

export const BRIEF_FORMATS = ['generic', 'claude', 'copilot'] as const;
export type BriefFormat = (typeof BRIEF_FORMATS)[number];

export interface FittedBrief {
  readonly text: string;
  /** Parts of which lines are missing, and how many there are of how many. */
  readonly cut: readonly { readonly part: string; readonly kept: number; readonly of: number }[];
}

/** How a part begins and ends: plain text, the tags that Claude is told apart by, or Markdown's headings. */
const FRAMES: Readonly<
  Record<BriefFormat, (part: BriefPart) => { before: readonly string[]; after: readonly string[] }>
> = {
  generic: ({ heading }) => ({ before: [`${heading}:`], after: [''] }),
  claude: ({ name, heading }) => ({ before: [`<${name}>`, heading], after: [`</${name}>`] }),
  copilot: ({ heading }) => ({ before: [`## ${heading}`, ''], after: [''] }),
};

/** Commands stand apart from sentences, so that each can be run as it stands. */
function printLine({ text, isCommand }: BriefLine, format: BriefFormat): string {
  if (format === 'copilot') {
    return isCommand ? `    ${text}` : `- ${text}`;
  }
  return isCommand ? `  ${text}` : text;
}

function bytesOf(lines: readonly string[]): number {
  return Buffer.byteLength(lines.map((line) => `${line}\n`).join(''));
}

/** As many lines as fit, the first parts and their first lines before all others: never more bytes than the budget. */
export function fitBrief(parts: readonly BriefPart[], budget: number, format: BriefFormat): FittedBrief {
  let left = budget;
  const printed: string[] = [];
  const cut: { part: string; kept: number; of: number }[] = [];
  for (const part of parts) {
    const { before, after } = FRAMES[format](part);
    const frame = bytesOf([...before, ...after]);
    const lines: string[] = [];
    let free = left - frame;
    for (const line of part.lines) {
      const shown = printLine(line, format);
      if (bytesOf([shown]) > free) {
        break;
      }
      free -= bytesOf([shown]);
      lines.push(shown);
    }
    if (lines.length > 0) {
      printed.push(...before, ...lines, ...after);
      left = free;
    }
    if (lines.length < part.lines.length) {
      cut.push({ part: part.name, kept: lines.length, of: part.lines.length });
    }
  }
  return { text: printed.join('\n').trimEnd(), cut };
}
