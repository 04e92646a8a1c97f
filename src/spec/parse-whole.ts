import { blockHash, type SpecCut } from './cut.ts';
import { ProblemCollector } from './problem-collector.ts';
import { EMPTY_ROOT, readRoot } from './read-root.ts';
import { readTask } from './read-task.ts';
import { readYaml } from './read-yaml.ts';
import type { PlacedTask, Reading } from './reading.ts';
import { isAbsent, emptyNodeOf, type SpecEntry, type SpecNode } from './spec-node.ts';

export interface WholeToParse {
  readonly file: string;
  readonly text: string;
  readonly cut: SpecCut | undefined;
}

type Places = (entry: SpecEntry, index: number) => Omit<PlacedTask, 'id' | 'task' | 'dependsOn'>;

/** Where the tasks are: as the cut has it when it found the same keys, else where YAML finds key and value. */
function findPlaces(entries: readonly SpecEntry[], input: WholeToParse, problems: ProblemCollector): Places {
  const blocks = input.cut?.blocks ?? [];
  const isCut =
    blocks.length === entries.length &&
    entries.every(({ keyOffset }, i) => keyOffset === blocks[i]?.keyStart);
  return ({ keyOffset, end }, index) => {
    const block = isCut ? blocks[index] : undefined;
    if (block !== undefined) {
      const { start, keyStart, line, hash } = block;
      return { start, keyStart, end: block.end, line, hash };
    }
    const hash = blockHash(input.text.slice(keyOffset, end));
    return { start: keyOffset, keyStart: keyOffset, end, line: problems.lineOf(keyOffset), hash };
  };
}

type NodedTask = readonly [PlacedTask, SpecNode];

function readTasks(node: SpecNode, input: WholeToParse, problems: ProblemCollector): NodedTask[] {
  if (node.kind !== 'map') {
    if (!isAbsent(node)) {
      const what = node.kind === 'list' ? 'a list' : JSON.stringify(node.text);
      const message = `tasks must be a mapping, not ${what}`;
      const hint = 'Write each task under its id: `tasks:`, below it `  T-1:`, below that `    title: …`.';
      problems.add({ code: 'FIELD_INVALID', message, offset: node.offset, field: 'tasks', hint });
    }
    return [];
  }
  const placeOf = findPlaces(node.entries, input, problems);
  return node.entries.map((entry, index) => [
    { ...placeOf(entry, index), ...readTask(entry, problems) },
    entry.value,
  ]);
}

function describe(node: SpecNode): string {
  return node.kind === 'list' ? 'a list' : 'a text';
}

/** Reads a spec as one YAML document. Never throws: all that is wrong is in `problems`. */
export function parseWhole(input: WholeToParse): Reading {
  const problems = new ProblemCollector(input.file, input.text);
  const shape = { shape: 'whole', cut: undefined, nodeOf: emptyNodeOf } as const;
  const nothing = { root: EMPTY_ROOT, tasks: [], problems, ...shape };
  const read = readYaml(input.text);
  if (!read.ok) {
    read.faults.forEach((fault) => {
      problems.add(fault);
    });
    return nothing;
  }
  const { node } = read;
  if (node === undefined || isAbsent(node)) {
    return nothing;
  }
  if (node.kind !== 'map') {
    const message = `a spec must be a mapping with the keys project, tasks and features, not ${describe(node)}`;
    problems.add({ code: 'FIELD_INVALID', message, offset: node.offset });
    return nothing;
  }
  const root = readRoot(node, problems);
  const tasksEntry = node.entries.find(({ key }) => key === 'tasks');
  const tasks = tasksEntry === undefined ? [] : readTasks(tasksEntry.value, input, problems);
  const nodes = new Map(tasks);
  const nodeOf = (task: PlacedTask): SpecNode => nodes.get(task) ?? emptyNodeOf(task);
  return { ...shape, root, tasks: tasks.map(([task]) => task), problems, nodeOf };
}
