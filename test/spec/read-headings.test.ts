import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { cutAtHeadings, findSection, foldLineEnds, linesOf, sectionsOf } from '../../src/model/section.ts';
import { readSections, sectionHash, textOf } from '../../src/spec/document.ts';
import { readHeadings } from '../../src/spec/read-headings.ts';

const LINES = [
  '# A',
  '## A',
  '### *A* `b`',
  '## A {#own}',
  'A',
  '===',
  '---',
  '```',
  '~~~',
  '> # Quoted',
  '- # Listed',
  '    # Indented',
  '<!-- # Hidden',
  '-->',
  '',
  '  ',
  'Text',
  '#',
  '# Über 🦊',
];

const markdown = fc.array(fc.constantFrom(...LINES), { maxLength: 40 });

function headed(text: string): string[] {
  return readHeadings(text).map(
    ({ anchors, level, line }) => `${String(line)} ${String(level)} ${anchors.join()}`,
  );
}

describe('readHeadings', () => {
  it('names sections as GitHub links to them', () => {
    const text = '# The *API* of `v2`\n## Sub\n## Sub\nSet\n===\n## Sub {#own-id}\n## Ünï 🦊 & more\n';
    expect(headed(text)).toEqual([
      '1 1 the-api-of-v2',
      '2 2 sub',
      '3 2 sub-1',
      '4 1 set',
      '6 2 own-id,sub-2',
      '7 2 ünï---more',
    ]);
  });

  it('sees no heading in fences, comments and settings; one in a quotation takes its slug alone', () => {
    const text = '---\ntitle: x\n---\n```\n# A\n```\n<!--\n# A\n-->\n\n> # A\n\n# A\n';
    expect(headed(text)).toEqual(['13 1 a-1']);
  });

  it('finds the same however the text is cut, as the parser does of all of it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES), { minLength: 100, maxLength: 260 }), (lines) => {
        const body = ['Text', ...lines];
        const whole = fromMarkdown(body.join('\n')).children.flatMap((node) =>
          node.type === 'heading' ? [`${String(node.position?.start.line)} ${String(node.depth)}`] : [],
        );
        expect(
          readHeadings(body.join('\n')).map(({ line, level }) => `${String(line)} ${String(level)}`),
        ).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('reads a title through its marks and links', () => {
    const text = '## [1.0](x) *and* [more][ref] \\*x\\* &amp; <b>y</b>\n## [2.0]\n\n[ref]: y\n';
    expect(readHeadings(text).map(({ title }) => title)).toEqual(['1.0 and more *x* & y', '[2.0]']);
  });

  it('reads what is nested deeply', () => {
    expect(headed(`${'> '.repeat(50)}# A\n\n# A\n`)).toEqual(['3 1 a-1']);
  });
});

describe('sections', () => {
  it('partition any text, and hold what stands below them', () => {
    fc.assert(
      fc.property(markdown, (lines) => {
        const headings = readHeadings(lines.join('\n'));
        const pieces = cutAtHeadings(headings, lines.length);
        expect(pieces.flatMap(([first, last]) => lines.slice(first - 1, last))).toEqual(lines);
        for (const section of sectionsOf(headings, lines.length)) {
          const below = headings.filter(({ line }) => line > section.line && line <= section.endLine);
          expect(below.every(({ level }) => level > section.level)).toBe(true);
          const next = headings.find(({ line }) => line > section.endLine);
          expect(next === undefined ? section.endLine === lines.length : next.level <= section.level).toBe(
            true,
          );
        }
      }),
    );
  });

  it('have hashes that line ends and what follows them do not change', async () => {
    await fc.assert(
      fc.asyncProperty(markdown, fc.constantFrom('\r\n', '\r'), async (lines, eol) => {
        const hashes = async (text: string): Promise<string[]> => {
          const read = linesOf(foldLineEnds(text));
          const sections = await readSections(read);
          return sections.map(({ line, endLine }) =>
            sectionHash(textOf({ lines: read }, [line, endLine]) ?? ''),
          );
        };
        const expected = await hashes(lines.join('\n'));
        expect(await hashes(lines.join(eol))).toEqual(expected);
        expect(await hashes(`${lines.join('\n')}\n`)).toEqual(expected);
      }),
    );
  });

  it('are found by any of their anchors, exactly before by letters alone', () => {
    const sections = sectionsOf(readHeadings('## A {#Own}\n## B {#own}\n'), 2);
    expect(findSection(sections, '#own')?.line).toBe(2);
    expect(findSection(sections, 'OWN')?.line).toBe(1);
    expect(findSection(sections, '#b')?.line).toBe(2);
    expect(findSection(sections, '#c')).toBeUndefined();
  });
});
