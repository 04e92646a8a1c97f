import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE, REPOSITORY_ROOT } from '../../support/paths.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

/** The program under test, by absolute paths. */
export interface Program {
  /** The project that it was built from. */
  readonly root: string;
  /** The built command, run by Node. */
  readonly command: string;
  /** The embedding API, an ES module. */
  readonly api: string;
}

/** A change of a source file that takes a protection away. */
export interface Patch {
  /** Below `src/`. */
  readonly file: string;
  /** Must stand there exactly once, so that a control does not quietly become the product. */
  readonly find: string;
  readonly replace: string;
}

/** What a build reads, of the program and of the rigs' own workers. */
const SOURCES = [
  'src',
  'scripts',
  'schemas',
  'test',
  '.lodestar-example',
  'package.json',
  'tsconfig.json',
  'oclif.manifest.json',
];

export function shippedProgram(): Program {
  return { root: REPOSITORY_ROOT, command: BUNDLE, api: join(REPOSITORY_ROOT, 'dist', 'index.js') };
}

function applyPatch(text: string, { file, find, replace }: Patch): string {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new Error(`the control expects this once in src/${file}, not ${parts.length - 1} times: ${find}`);
  }
  return parts.join(replace);
}

/** The files of `src` that patches change, as they are with them, one after the other. Throws where one of them does not fit. */
export function patchSources(patches: readonly Patch[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const patch of patches) {
    const { file } = patch;
    const text = texts.get(file) ?? readFileSync(join(REPOSITORY_ROOT, 'src', file), 'utf8');
    texts.set(file, applyPatch(text, patch));
  }
  return texts;
}

/** A copy of the project with changed sources, built in a folder of its own: what it removes can never be shipped. */
export function patchedProgram(patches: readonly Patch[]): Program {
  const root = makeTempFolder();
  for (const source of SOURCES) {
    cpSync(join(REPOSITORY_ROOT, source), join(root, source), { recursive: true });
  }
  symlinkSync(join(REPOSITORY_ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const [file, text] of patchSources(patches)) {
    writeFileSync(join(root, 'src', file), text);
  }
  execFileSync(process.execPath, ['scripts/run.mjs', 'scripts/build.ts', '--no-types'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { root, command: join(root, 'dist', 'lodestar.cjs'), api: join(root, 'dist', 'index.js') };
}
