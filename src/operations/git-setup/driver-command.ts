import { accessSync, constants, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../context.ts';

/** How this very program was started. Absolute paths. */
export interface Program {
  readonly node: string;
  readonly script: string;
}

/** A word that no shell takes apart, and in which Git puts no file. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`).replaceAll('%', '%%')}'`;
}

function isProgram(file: string, { script }: Program): boolean {
  try {
    accessSync(file, constants.X_OK);
    return realpathSync(file) === realpathSync(script);
  } catch {
    return false;
  }
}

/** `lodestar` where the search path leads to this program; else by absolute paths, since Git may find another, or none. */
export function programWords(program: Program, env: Environment): string {
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const [first] = folders
    .map((folder) => path.join(folder, 'lodestar'))
    .filter((file) => isProgram(file, program));
  return first === undefined ? `${quoted(program.node)} ${quoted(program.script)}` : 'lodestar';
}

/**
 * What Git runs to merge a spec; it puts the files in place of %O, %A and %B. Where the program cannot run, or fails, the
 * text is merged as any other, and what comes of it is a conflict in any case: so nothing is taken for merged that is not.
 */
export function driverCommand(words: string): string {
  const merge =
    `${words} spec merge %O %A %B --output %A --path=%P --marker-size %L` +
    ' --base-label=%S --ours-label=%X --theirs-label=%Y';
  return `${merge} || { grep -q '<<<<<<<' %A || git merge-file --marker-size %L %A %O %B; exit 1; }`;
}
