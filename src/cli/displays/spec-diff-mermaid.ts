import type { SpecDiffResult } from '../../operations/spec/diff.ts';
import { quoteForMermaid } from './graph-mermaid.ts';

type Kind = 'added' | 'removed' | 'changed' | 'near';

/** A picture of more is a ball of wool; Mermaid itself draws 500 edges. */
const MAX_NODES = 80;
const MAX_EDGES = 160;

const SHOWN_TITLE = 40;

/** Pale, and told apart by their borders too. */
const CLASSES: Readonly<Record<Kind, string>> = {
  added: 'fill:#d9f2d9,stroke:#1a7f37,color:#000',
  removed: 'fill:#f8d0c8,stroke:#b3261e,color:#000,stroke-dasharray:4',
  changed: 'fill:#fff3c4,stroke:#9a6700,color:#000',
  near: 'fill:#ffffff,stroke:#888,color:#000',
};

function kindsOf({
  added,
  removed,
  changed,
  edges_added: more,
  edges_removed: fewer,
}: SpecDiffResult): Map<string, Kind> {
  const kinds = new Map<string, Kind>();
  const set = (id: string, kind: Kind): void => {
    if (!kinds.has(id)) {
      kinds.set(id, kind);
    }
  };
  added.forEach(({ id }) => set(id, 'added'));
  removed.forEach(({ id }) => set(id, 'removed'));
  const touched = new Set([...more, ...fewer].flatMap(({ from, to }) => [from, to]));
  changed.filter(({ id }) => touched.has(id)).forEach(({ id }) => set(id, 'changed'));
  touched.forEach((id) => set(id, 'near'));
  return kinds;
}

function titlesOf({ added, removed, changed }: SpecDiffResult): Map<string, string> {
  return new Map([...removed, ...added, ...changed].map(({ id, title }) => [id, title]));
}

/** The part of the graph that changed: tasks that came and went, and dependencies that did. */
export function specDiffMermaid(
  data: SpecDiffResult,
): { readonly text: string; readonly shown: number; readonly all: number } | undefined {
  const kinds = kindsOf(data);
  if (kinds.size === 0) {
    return undefined;
  }
  const shown = [...kinds].slice(0, MAX_NODES);
  const names = new Map(shown.map(([id], index) => [id, `n${String(index)}`]));
  const titles = titlesOf(data);
  const label = (id: string): string => {
    const title = titles.get(id);
    const short =
      title === undefined || title.length <= SHOWN_TITLE ? title : `${title.slice(0, SHOWN_TITLE)}…`;
    return quoteForMermaid(short === undefined ? id : `${id}: ${short}`);
  };
  const link =
    (arrow: string) =>
    ({ from, to }: { from: string; to: string }): string[] => {
      const [start, end] = [names.get(from), names.get(to)];
      return start === undefined || end === undefined ? [] : [`  ${start} ${arrow} ${end}`];
    };
  const links = [...data.edges_added.flatMap(link('==>')), ...data.edges_removed.flatMap(link('-.->'))];
  const used = new Set(shown.map(([, kind]) => kind));
  const text = [
    'flowchart LR',
    ...shown.map(([id, kind]) => `  ${names.get(id) ?? ''}[${label(id)}]:::${kind}`),
    ...links.slice(0, MAX_EDGES),
    ...[...used].map((kind) => `  classDef ${kind} ${CLASSES[kind]}`),
  ].join('\n');
  return { text, shown: shown.length, all: kinds.size };
}
