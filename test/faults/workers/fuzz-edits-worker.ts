import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  LodestarError,
  openOperationContext,
  readNow,
  showTask,
  VERSION,
  type OperationContext,
} from '../../../src/index.ts';
import { drawEdit, type DrawnEdit } from '../support/draw-edit.ts';
import { isMeant, judgeEdit } from '../support/judge-edit.ts';
import { readParts } from '../support/yaml-parts.ts';
import { realWorldStyles } from '../support/yaml-styles.ts';
import { projectFile, random, tryAll, type Trial } from './fuzz-kit.ts';
import { writeSettled } from './write-settled.ts';

/** Edits specs of all styles through the embedding API, and looks at each byte of what becomes of them. */
const STYLES = realWorldStyles(
  [
    '.lodestar-example/.lodestar/spec.yaml',
    'test/contract/fixtures/every-state.yaml',
    'test/integration/fixtures/python-spec.yaml',
  ].map((path) => ({ name: path, text: projectFile(path) })),
);
/** Then a file has become one of Lodestar's own style, and the next one begins. */
const EDITS_A_FILE = 10;

/** What YAML's own parser takes to judge a file is of it, several times over. */
const LIMIT_MS = 2000;

const cwd = process.cwd();
const SPEC = join(cwd, '.lodestar', 'spec.yaml');
let style = '';
let context: OperationContext | undefined;
let count = 0;

function begin(): void {
  context?.runtime.close();
  context = undefined;
  const drawn = random.pick(STYLES);
  style = drawn.name;
  rmSync(join(cwd, '.lodestar'), { recursive: true, force: true });
  mkdirSync(join(cwd, '.lodestar'));
  writeSettled(SPEC, drawn.draw(random));
}

async function contextNow(): Promise<OperationContext> {
  const folder = { dir: cwd, env: {}, now: readNow, dryRun: false, version: VERSION };
  context ??= await openOperationContext(folder, { as: 'human:ada', lease: undefined, writing: true });
  return context;
}

/** What Lodestar itself reads back of the edited tasks. */
async function readBack(opened: OperationContext, { means }: DrawnEdit): Promise<string[]> {
  const faults: string[] = [];
  for (const [id, fields] of means) {
    const { data } = await showTask(opened, { id });
    const shown = { ...data, ...data.extra, status: data.spec_status ?? data.status };
    const wrong = Object.entries(fields).filter(
      ([key, meant]) => !isMeant(key, shown[key as keyof typeof shown], meant),
    );
    faults.push(...wrong.map(([key]) => `${id}.${key} is not read back`));
  }
  return faults;
}

async function run(before: string, edit: DrawnEdit): Promise<{ isRefused: boolean; faults: string[] }> {
  if (readFileSync(SPEC, 'utf8') !== before) {
    writeSettled(SPEC, before);
  }
  const opened = await contextNow();
  try {
    await edit.run(opened);
  } catch (error) {
    if (!(error instanceof LodestarError) || !edit.mayBeRefused) {
      throw error;
    }
    const isKept = readFileSync(SPEC, 'utf8') === before;
    return { isRefused: true, faults: isKept ? [] : [`${error.code}, and the file is another one`] };
  }
  const faults = judgeEdit(before, readFileSync(SPEC, 'utf8'), edit);
  return { isRefused: false, faults: [...faults, ...(await readBack(opened, edit))] };
}

function draw(): Trial {
  if (count % EDITS_A_FILE === 0) {
    begin();
  }
  count += 1;
  const before = readFileSync(SPEC, 'utf8');
  const edit = drawEdit(random, readParts(before));
  const trial = {
    kind: edit.kind,
    input: JSON.stringify({ style, edit: edit.told, before }),
    run: async () => {
      const { isRefused, faults } = await run(before, edit);
      trial.kind = isRefused ? 'refused' : edit.kind;
      return faults;
    },
  };
  return trial;
}

await tryAll(draw, LIMIT_MS);
