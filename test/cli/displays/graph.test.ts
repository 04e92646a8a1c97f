import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayGraph } from '../../../src/cli/displays/display-graph.ts';
import type { GraphEdge, GraphNode, GraphResult } from '../../../src/operations/task/graph.ts';
import { PIPE, plain } from './ui-for-tests.ts';

function node(id: string, title = `Task ${id}`, state: GraphNode['state'] = 'waiting'): GraphNode {
  return { id, title, status: 'ready', state, priority: 100, claimed_by: null };
}

function graph(nodes: readonly GraphNode[], edges: readonly (readonly [string, string])[] = []): GraphResult {
  return {
    nodes,
    edges: edges.map(([from, to]): GraphEdge => ({ from, to })),
    focus: null,
    critical_path: [],
  };
}

const DIAMOND = graph(
  [node('A', 'Begin', 'claimable'), node('D', 'End'), node('B'), node('C'), node('E', 'Alone', 'draft')],
  [
    ['A', 'B'],
    ['A', 'C'],
    ['B', 'D'],
    ['C', 'D'],
    ['A', 'D'],
  ],
);

describe('the graph as text', () => {
  test('a task stands one layer below the deepest of its dependencies', () => {
    expect(plain(displayGraph(DIAMOND, PIPE, { format: 'text' })).split('\n')).toEqual([
      'LAYER  ID  STATE      TITLE   DEPENDS ON',
      '    1  A   claimable  Begin',
      '       E   draft      Alone',
      '    2  B   waiting    Task B  A',
      '       C   waiting    Task C  A',
      '    3  D   waiting    End     B, C, A',
    ]);
  });

  test('a chain of 20,000 tasks is drawn', () => {
    const nodes = Array.from({ length: 20_000 }, (_, index) => node(`T${index}`));
    const edges = nodes.slice(1).map((each, index) => [`T${index}`, each.id] as const);
    expect(plain(displayGraph(graph(nodes, edges), PIPE, { format: 'text' })).split('\n')).toHaveLength(
      20_001,
    );
  });

  test('a graph without tasks says so', () => {
    expect(plain(displayGraph(graph([]), PIPE, { format: 'text' }))).toBe('No tasks.');
  });
});

/** Takes the quoted strings out of a line of DOT as Graphviz reads them; what is left is syntax. */
function readDot(line: string): { strings: string[]; rest: string } {
  const strings: string[] = [];
  const rest = line.replace(/"((?:[^"\\]|\\.)*)"/gsu, (_, inner: string) => {
    strings.push(inner);
    return 'S';
  });
  return { strings, rest };
}

describe('the graph for Graphviz', () => {
  test('whatever ids and titles hold, each node is one line of the same shape', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (id, title) => {
        const lines = plain(
          displayGraph(graph([node(id, title), node('Z')], [[id, 'Z']]), PIPE, { format: 'dot' }),
        ).split('\n');
        expect(lines).toHaveLength(7);
        expect(readDot(lines[3] ?? '').rest).toBe('  S [label=S, fillcolor=S];');
        expect(readDot(lines[5] ?? '').rest).toBe('  S -> S;');
      }),
    );
  });

  test('quotes, backslashes and line ends are read back as they were', () => {
    const text = plain(displayGraph(graph([node('a"b\\', 'x\\n\ny')]), PIPE, { format: 'dot' }));
    expect(text).toContain(String.raw`"a\"b\\" [label="a\"b\\\nx\\n\\ny"`);
  });

  test('the edge leads from the dependency to what waits for it', () => {
    expect(plain(displayGraph(DIAMOND, PIPE, { format: 'dot' }))).toContain('"A" -> "B";');
  });
});

describe('the graph for Mermaid', () => {
  const label = (title: string): string =>
    /n0\["(?<label>.*)"\]/u.exec(plain(displayGraph(graph([node('T1', title)]), PIPE, { format: 'mermaid' })))
      ?.groups?.label ?? '';

  test('whatever ids and titles hold, nothing in a label is syntax, Markdown or HTML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (id, title) => {
        const lines = plain(
          displayGraph(graph([node(id, title), node('Z')], [[id, 'Z']]), PIPE, { format: 'mermaid' }),
        ).split('\n');
        expect(lines[1]).toMatch(/^ {2}n0\["(?:[^"#<>&`\\%{}[\]|*_~$^;]|#\d+;)*"\]:::waiting$/u);
        expect(lines[3]).toBe('  n0 --> n1');
      }),
    );
  });

  test('special characters are written as codes', () => {
    expect(label('say "hi" #1 <b>')).toBe('T1: say #34;hi#34; #35;1 #60;b#62;');
    expect(label('%%{init: {}}%%')).not.toContain('%');
  });

  test('each state that occurs has its colour', () => {
    const text = plain(displayGraph(DIAMOND, PIPE, { format: 'mermaid' }));
    expect(text.match(/classDef \w+/gu)).toEqual([
      'classDef claimable',
      'classDef waiting',
      'classDef draft',
    ]);
  });
});

test('the graph as JSON is the envelope of --json', () => {
  expect(JSON.parse(plain(displayGraph(DIAMOND, PIPE, { format: 'json' })))).toEqual({
    ok: true,
    data: DIAMOND,
    next: [],
    warnings: [],
  });
});
