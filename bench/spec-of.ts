import { randomFrom, type Random } from '../test/support/random.ts';

/** Two thirds of the tasks have dependencies, two each. */
const DEPENDENCIES = 2;
const WORDS =
  'parse store index retry lease spec runtime branch merge cache writer reader queue event ledger route form page query token audit limit export import stream batch worker schema column order panel editor search filter report'.split(
    ' ',
  );
const LABELS = ['api', 'core', 'docs', 'frontend', 'infra', 'test'];
const START = Date.UTC(2026, 0, 5, 9);
const MINUTE_MS = 60_000;

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.pick(WORDS)).join(' ');
}

function time(minutes: number): string {
  return new Date(START + minutes * MINUTE_MS).toISOString();
}

function dependencies(random: Random, index: number): string[] {
  if (index < DEPENDENCIES || random.below(3) === 0) {
    return [];
  }
  return [...new Set(Array.from({ length: DEPENDENCIES }, () => `T${1 + random.below(index)}`))];
}

function task(random: Random, { index, verified }: { index: number; verified: boolean }): string {
  const id = `T${index + 1}`;
  const depends = dependencies(random, index);
  const outcome = verified
    ? [`    status: verified`, `    verified_at: '${time(index + 30)}'`, `    verified_by: human:ada`]
    : [`    status: ready`];
  return [
    `  ${id}:`,
    `    title: ${words(random, 6)}`,
    `    description: |`,
    `      ${words(random, 11)}.`,
    `      ${words(random, 10)}.`,
    `    acceptance_criteria:`,
    `      - ${words(random, 5)}`,
    `      - ${words(random, 5)}`,
    ...(depends.length === 0 ? [] : [`    depends_on: [${depends.join(', ')}]`]),
    `    labels: [${random.pick(LABELS)}, ${random.pick(WORDS)}]`,
    ...(random.below(2) === 0 ? [] : [`    locks: [src/${random.pick(WORDS)}/${id}/**]`]),
    `    priority: ${10 * (1 + random.below(20))}`,
    ...outcome,
    `    created_at: '${time(index)}'`,
    '',
  ].join('\n');
}

/** A plan of `size` tasks, about 430 bytes each; the first quarter is verified. Equal seeds make equal plans. */
export function specOf(size: number, seed = 1): string {
  const random = randomFrom(seed);
  const tasks = Array.from({ length: size }, (_, index) =>
    task(random, { index, verified: index < size / 4 }),
  );
  return `project:\n  name: bench\n  default_branch: main\ntasks:\n${tasks.join('')}`;
}
