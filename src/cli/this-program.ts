import { realpathSync } from 'node:fs';

/** The program that runs, by paths that hold in whatever folder somebody else starts it. */
export function thisProgram(): { readonly node: string; readonly script: string } {
  return { node: process.execPath, script: realpathSync(process.argv[1] ?? '') };
}
