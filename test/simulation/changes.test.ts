import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LodestarError } from '../../src/errors.ts';
import type { Now } from '../../src/model/now.ts';
import { cutSpec } from '../../src/spec/cut.ts';
import { excerptSpec } from '../../src/spec/excerpt.ts';
import { outlineSpec } from '../../src/spec/outline.ts';
import { parseChanges } from '../../src/spec/parse-changes.ts';
import { openWorkspaceAt } from '../../src/workspace/open.ts';
import { requireWorkspace } from '../../src/workspace/require-workspace.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { dumpView } from './dump-view.ts';

/** Long enough that the tasks fill several of the pieces in which a spec is compared. */
const ABOUT = 'what it is about '.repeat(500);

const TASKS = 12;
const EDITS = 10;
const STATUSES = ['todo', 'ready', 'ready', 'verified', 'cancelled', 'deleted', 'nonsense'];

interface Draft {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly depends: readonly string[];
  /** Lines above the key or below the fields. */
  readonly above: string;
  readonly below: string;
}

const now = (): Now => ({ wallMs: Date.now(), bootId: 'boot', monotonicMs: Math.round(performance.now()) });

function textOf(drafts: readonly Draft[]): string {
  const blocks = drafts.map(({ id, title, status, depends, above, below }) =>
    [
      `${above}  ${id}:`,
      `    description: "${ABOUT}"`,
      `    title: ${title}`,
      `    depends_on: [${depends.join(', ')}]`,
      `    status: ${status}`,
      below,
    ].join('\n'),
  );
  return `project: {name: changes}\ntasks:\n${blocks.join('')}`;
}

function draft(number: number): Draft {
  return { id: `T${number}`, title: `Task ${number}`, status: 'ready', depends: [], above: '', below: '' };
}

/** Often right, and often wrong in one of the ways that only a look at the other tasks can tell. */
function edit(random: Random, drafts: readonly Draft[], number: number): Draft[] {
  const at = random.below(drafts.length);
  const change = (fields: Partial<Draft>): Draft[] =>
    drafts.map((each, index) => (index === at ? { ...each, ...fields } : each));
  const anyId = (): string => `T${random.below(TASKS + 4)}`;
  return random.pick([
    () => change({ title: `Another ${number}` }),
    () => change({ depends: [anyId()] }),
    () => change({ depends: [anyId(), anyId()] }),
    // A circle, where somebody waits for this one.
    () =>
      change({
        depends: drafts.filter((each) => each.depends.includes(drafts[at]?.id ?? '')).map(({ id }) => id),
      }),
    () => change({ status: random.pick(STATUSES) }),
    () => change({ above: `  # about it, ${number}\n` }),
    () => change({ below: '\n    # below it\n\n' }),
    () => change({ title: `|\n      literal ${number}\n` }),
    () => change({ title: `"quoted ${number}" # why` }),
    () => [...drafts, draft(TASKS + number)],
    () => [...drafts.slice(0, at), { ...draft(TASKS + number), depends: [anyId()] }, ...drafts.slice(at)],
    () => drafts.filter((_, index) => index !== at),
    () => drafts.toReversed(),
  ])();
}

/** Whether the one text can be read as a change of the other, and part of it is enough. */
function isTakenInPart(before: string, after: string): boolean {
  const cut = cutSpec(before);
  if (cut === undefined) {
    return false;
  }
  const excerpt = excerptSpec(Buffer.from(after), outlineSpec(before, cut));
  const known = new Map(
    cut.blocks.filter(({ id }) => excerpt.ids.has(id)).map(({ id, hash }) => [id, hash] as const),
  );
  const isPart = excerpt.text.length < after.length;
  return isPart && parseChanges(excerpt, { file: 'spec', known }) !== undefined;
}

async function open(root: string, localDir: string): Promise<Workspace> {
  return await openWorkspaceAt({ ...requireWorkspace(root), localDir }, { env: {}, now });
}

/** What the view holds, or the problems of a spec that is broken. */
async function look(workspace: Workspace): Promise<unknown> {
  try {
    return await workspace.read(dumpView);
  } catch (error) {
    if (error instanceof LodestarError && error.code === 'SPEC_INVALID') {
      return error.details.problems;
    }
    throw error;
  }
}

async function lookAnew(root: string): Promise<unknown> {
  const localDir = join(root, 'anew');
  const workspace = await open(root, localDir);
  try {
    return await look(workspace);
  } finally {
    workspace.close();
    rmSync(localDir, { recursive: true });
  }
}

it('taking in what changed is the same as reading all of it', async () => {
  const random = seededRandom('changes');
  const folder = makeTempFolder();
  let taken = 0;
  for (let round = 0; round < scaled(60); round += 1) {
    const root = join(folder, String(round));
    const path = join(root, '.lodestar', 'spec.yaml');
    mkdirSync(join(root, '.lodestar'), { recursive: true });
    // In half of the rounds there is something to warn of from the start.
    const odd = { ...draft(3), status: 'done' };
    let drafts = Array.from({ length: TASKS }, (_, number) =>
      number === 3 && round % 2 === 0 ? odd : draft(number),
    );
    let text = textOf(drafts);
    writeFileSync(path, text);
    const workspace = await open(root, join(root, 'kept'));
    await look(workspace);
    for (let number = 0; number < EDITS; number += 1) {
      const edited = edit(random, drafts, number);
      taken += isTakenInPart(text, textOf(edited)) ? 1 : 0;
      writeFileSync(`${path}.new`, textOf(edited));
      renameSync(`${path}.new`, path);
      const shown = await look(workspace);
      expect(shown, textOf(edited)).toEqual(await lookAnew(root));
      // A broken spec is mended again: what comes after one is to be tried as well.
      drafts = Array.isArray(shown) ? drafts : edited;
      text = textOf(drafts);
    }
    workspace.close();
    rmSync(root, { recursive: true });
  }
  expect(taken).toBeGreaterThan((scaled(60) * EDITS) / 4);
});
