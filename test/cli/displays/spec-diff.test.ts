import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { displaySpecDiff } from '../../../src/cli/displays/display-spec-diff.ts';
import { MD_MARKER, specDiffMd } from '../../../src/cli/displays/spec-diff-md.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { compareVersions, type SpecDiffResult } from '../../../src/operations/spec/diff.ts';
import { planOf } from '../../model/support/random-plans.ts';
import { PIPE, plain } from './ui-for-tests.ts';

const NOT_LOOKED = { checked: false, why_not: 'in CI nobody holds anything', leases: [] };

/** What a comment on GitHub may hold. */
const COMMENT_LIMIT = 65_536;

function between(base: Plan, head: Plan): SpecDiffResult {
  const source = (name: string) =>
    ({ name, kind: 'commit', commit: 'a'.repeat(40), file: '.lodestar/spec.yaml' }) as const;
  return compareVersions(
    { source: source('main'), plan: base },
    { source: source('topic'), plan: head },
    NOT_LOOKED,
  );
}

const BASE = planOf(
  { id: 'T1', status: 'verified', acceptance_criteria: ['It lists in 20 ms'] },
  { id: 'T2', title: 'Store items', depends_on: ['T1'], description: 'One.\nTwo.\n', priority: 100 },
  { id: 'T3' },
);
const HEAD = planOf(
  { id: 'T1', status: 'verified', acceptance_criteria: ['It lists in 5 ms'] },
  { id: 'T2', title: 'Keep items', depends_on: ['T1', 'T4'], description: 'One.\nThree.\n', priority: 10 },
  { id: 'T4', locks: ['src/**'] },
);

describe('for people', () => {
  test('says all of it, words that changed marked without colour too', () => {
    expect(plain(displaySpecDiff(between(BASE, HEAD), PIPE))).toBe(
      [
        'main (aaaaaaaaaa) → topic (aaaaaaaaaa): 1 added, 1 removed, 2 changed',
        '',
        'Look at these first',
        '  T1: Task T1 (it is verified; changed: acceptance_criteria)',
        '',
        'Added (1)',
        '  + T4: Task T4 (ready)',
        '',
        'Removed (1)',
        '  - T3: Task T3 (ready)',
        '',
        'Changed (2)',
        '  ~ T1: Task T1',
        '    acceptance_criteria:',
        '      ~ It lists in [-20-]{+5+} ms',
        '  ~ T2: Keep items',
        '    title: [-Store-]{+Keep+} items',
        '    description:',
        '       One.',
        '      -Two.',
        '      +Three.',
        '    depends_on: +T4',
        '    priority: 100 → 10',
        '',
        'Dependencies (+1 -0)',
        '  + T2 waits for T4',
        '',
        'Can no longer be begun (1)',
        '  T2: Keep items (waits for T4)',
        '',
        'Critical path: 1 task → 2 tasks',
        '  before: T2',
        '  after:  T4 → T2',
        '',
        'What is claimed now was not looked at: in CI nobody holds anything.',
      ].join('\n'),
    );
  });

  test('says so when nothing changed', () => {
    expect(plain(displaySpecDiff(between(BASE, BASE), PIPE))).toMatch(/: the plan is the same\.$/u);
  });
});

/** All that Markdown makes of a text but text itself, with what GitHub would look for in the text. */
function readMarkdown(markdown: string): { kinds: Set<string>; texts: string[]; html: string[] } {
  const found = { kinds: new Set<string>(), texts: [] as string[], html: [] as string[] };
  const visit = (node: { type: string; value?: string; children?: readonly unknown[] }): void => {
    found.kinds.add(node.type);
    if (node.type === 'text') {
      found.texts.push(node.value ?? '');
    } else if (node.type === 'html') {
      found.html.push(node.value ?? '');
    }
    (node.children ?? []).forEach((child) => visit(child as Parameters<typeof visit>[0]));
  };
  visit(fromMarkdown(markdown));
  return found;
}

const HOSTILE = [
  '@team look <img src=x onerror=alert(1)> #1 org/repo#2 GH-3 https://evil.example www.evil.example',
  '</details><h1>Approved</h1><!-- lodestar spec diff -->',
  '```\n# Approved\n```',
  '~~~\n</details>',
  '**bold** [link](https://evil.example) ![image](https://evil.example/x.png) `code` | cell | $x$',
  '- item\n> quote\n\n# heading',
  '&lt;b&gt; &#64;team \\@team',
  '\u202Eright to left\u0007',
];

describe('for a pull request', () => {
  test('reads as text whatever the plan says, and calls nobody', () => {
    for (const text of HOSTILE) {
      const before = planOf({
        id: 'T1',
        title: 'Title',
        acceptance_criteria: ['One thing and another'],
        status: 'verified',
      });
      const task = {
        id: 'T1',
        title: text,
        description: text,
        acceptance_criteria: [text, `One thing and ${text}`],
        labels: [text],
        locks: [text],
        external_ref: text,
      };
      const markdown = specDiffMd(between(before, planOf(task, { ...task, id: 'T2', depends_on: ['T1'] })));
      const { kinds, texts, html } = readMarkdown(markdown);
      expect(
        [...kinds].filter((kind) =>
          ['image', 'link', 'strong', 'emphasis', 'blockquote', 'linkReference'].includes(kind),
        ),
        text,
      ).toEqual(['strong']);
      expect(texts.join('\n'), text).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\.\w/iu);
      expect(
        html.filter(
          (each) => !/^<\/?(?:details|summary|ins|del|sub)>|^<!-- lodestar spec diff -->$/u.test(each),
        ),
        text,
      ).toEqual([]);
      expect(markdown.startsWith(`${MD_MARKER}\n`)).toBe(true);
      expect(html.filter((each) => each.includes('<!--'))).toEqual([MD_MARKER]);
      expect(markdown.match(/^<details>$/gmu)?.length).toBe(markdown.match(/^<\/details>$/gmu)?.length);
    }
  });

  test('fits a comment at 500 changes, and names what it leaves out', () => {
    const ids = Array.from({ length: 500 }, (_, at) => `T${at + 1}`);
    const words = 'quick brown foxes jump over lazy dogs '.repeat(4);
    const before = planOf(...ids.map((id) => ({ id, description: words, acceptance_criteria: [words] })));
    const after = planOf(
      ...ids.map((id, at) => ({
        id,
        title: `Another title of ${id} ${words}`,
        description: `${words}\nmore`,
        acceptance_criteria: [words.replace('quick', 'slow')],
        depends_on: at === 0 ? [] : [`T${at}`],
        locks: ['src/**'],
      })),
    );
    const markdown = specDiffMd(between(before, after));
    expect(markdown.length).toBeLessThan(COMMENT_LIMIT);
    expect(markdown.length).toBeGreaterThan(COMMENT_LIMIT / 2);
    expect(markdown).toContain('0 added, 0 removed, 500 changed');
    expect(markdown).toMatch(/Left out here for want of room: `T\d+`/u);
    expect(markdown).toContain('(80 of 500 tasks)');
    expect(markdown.match(/^<details>$/gmu)?.length).toBe(markdown.match(/^<\/details>$/gmu)?.length);
  });

  test('holds one change that is longer than a comment', () => {
    const huge = 'x '.repeat(100_000);
    const after = planOf({
      id: 'T1',
      title: huge,
      description: huge,
      acceptance_criteria: [huge],
      locks: [huge],
    });
    const markdown = specDiffMd(between(planOf({ id: 'T1' }), after));
    expect(markdown.length).toBeLessThan(COMMENT_LIMIT);
    expect(markdown).toContain('`T1`');
  });
});
