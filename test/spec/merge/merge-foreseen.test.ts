import { expect, it } from 'vitest';
import { findChangeFindings } from '../../../src/model/change-findings.ts';
import { findCycles, type Edges } from '../../../src/model/graph.ts';
import { mergeEdges } from '../../../src/model/merge-edges.ts';
import type { Sides } from '../../../src/model/merge-sides.ts';
import { dependenciesIn, type Plan } from '../../../src/model/plan.ts';
import { planOf } from '../../../src/operations/spec/read-version.ts';
import { parseSpec } from '../../../src/spec/parse.ts';
import { seededRandom, type Random } from '../../support/random.ts';
import { scaled } from '../../support/scaled.ts';
import { specText, type TaskFields } from '../../support/spec-text.ts';
import { mergeTexts } from './support/merge-texts.ts';

function edgesOf(tasks: readonly TaskFields[]): Edges {
  return new Map(tasks.map(({ id, depends_on: ids = [] }) => [id, ids]));
}

function isValid(tasks: readonly TaskFields[]): boolean {
  const edges = edgesOf(tasks);
  return findCycles(edges).length === 0 && [...edges.values()].flat().every((id) => edges.has(id));
}

/** One edit, if the plan stays valid by it. */
function edit(tasks: readonly TaskFields[], random: Random, name: string): readonly TaskFields[] {
  const at = random.below(tasks.length);
  const waits = tasks[at]?.depends_on ?? [];
  const other = random.pick(tasks).id;
  const changed = (depends: readonly string[]): TaskFields[] =>
    tasks.map((task, index) => (index === at ? { ...task, depends_on: depends } : task));
  const edited = random.pick<() => readonly TaskFields[]>([
    () => changed([...new Set([...waits, other])]),
    () => changed([...new Set([...waits, other])]),
    () => changed([...new Set([...waits, other])]),
    () => changed([...new Set([...waits, other])]),
    () => changed(waits.slice(1)),
    () => tasks.filter((_, index) => index !== at),
    () => [...tasks, { id: name, depends_on: [other] }],
  ])();
  return isValid(edited) && edited.length > 1 ? edited : tasks;
}

function drawSides(random: Random): Sides<readonly TaskFields[]> {
  const edits = (tasks: readonly TaskFields[], side: string): readonly TaskFields[] =>
    Array.from({ length: 2 + random.below(3) }, (_, index) => `${side}${index}`).reduce<
      readonly TaskFields[]
    >((sofar, name) => edit(sofar, random, name), tasks);
  const first: TaskFields[] = Array.from({ length: 5 }, (_, index) => ({ id: `T${index}` }));
  const base = edits(edits(first, 'A'), 'B');
  return { base, ours: edits(base, 'O'), theirs: edits(base, 'P') };
}

function planFrom(tasks: readonly TaskFields[]): Plan {
  return planOf(parseSpec(specText(tasks), { file: 'spec.yaml' }));
}

function sorted(edges: Edges): [string, string[]][] {
  return [...edges]
    .map(([id, ids]): [string, string[]] => [id, [...ids].sort()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

it('what a check foresees of a merge is what the merge makes', () => {
  const random = seededRandom('foreseen merges');
  const seen = { clean: 0, cycle: 0, dependency: 0 };
  for (let round = 0; round < scaled(4000, 400); round += 1) {
    const sides = drawSides(random);
    const [base, ours, theirs] = [planFrom(sides.base), planFrom(sides.ours), planFrom(sides.theirs)];
    const texts = { base: specText(sides.base), ours: specText(sides.ours), theirs: specText(sides.theirs) };
    const { text, conflicts } = mergeTexts(texts);
    const kinds = new Set(conflicts.map(({ kind }) => kind));
    const about = JSON.stringify(texts, null, 1);
    if ([...kinds].some((kind) => kind !== 'cycle' && kind !== 'dependency')) {
      continue;
    }
    const plans = { base, head: ours, newest: theirs, newestName: 'theirs', separate: false };
    const codes = new Set(findChangeFindings(plans).map(({ code }) => code));
    expect(codes.has('MERGE_CYCLE'), about).toBe(kinds.has('cycle'));
    expect(codes.has('DEPENDENCY_REMOVED'), about).toBe(kinds.has('dependency'));
    if (kinds.size === 0) {
      const merged = planOf(parseSpec(text, { file: 'spec.yaml' }));
      expect(sorted(mergeEdges(base, ours, theirs).edges), about).toEqual(sorted(dependenciesIn(merged)));
      seen.clean += 1;
    }
    seen.cycle += kinds.has('cycle') ? 1 : 0;
    seen.dependency += kinds.has('dependency') ? 1 : 0;
  }
  console.log(`foreseen merges: ${JSON.stringify(seen)}`);
  expect(Math.min(seen.clean, seen.cycle, seen.dependency)).toBeGreaterThan(0);
});
