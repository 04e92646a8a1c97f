import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from './child-environment.ts';
import { git } from './git.ts';
import { BUNDLE, EXAMPLE_WORKSPACE } from './paths.ts';
import { runProcess } from './run-process.ts';

/** A command of the README with the output that it shows below it. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string;
}

const BLOCK = /<!-- main-job -->\s*```console\n(?<lines>[\s\S]*?)```\s*<!-- end of main-job -->/u;

/** The commands that a document shows: lines that begin with `$ `, each with what follows it. */
export function readJob(document: string): ShownCommand[] {
  const lines = BLOCK.exec(document)?.groups?.lines;
  if (lines === undefined) {
    throw new Error('the document shows no commands');
  }
  return lines
    .split(/^\$ /mu)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { command: part.slice(0, end), output: part.slice(end + 1).trim() };
    });
}

/** What differs from run to run: times, tokens and commits. */
export function maskRun(text: string): string {
  return text
    .replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/gu, '<time>')
    .replaceAll(/\b[0-9a-z]{12}\.\d{13}\b/gu, '<token>')
    .replaceAll(/^\[main (?:\(root-commit\) )?[0-9a-f]+\]/gmu, '[main <commit>]')
    .replaceAll(/\b[0-9a-f]{10}\b/gu, '<commit>')
    .replaceAll(/^index [0-9a-f]+\.\.[0-9a-f]+/gmu, 'index <blobs>')
    .replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/gu, '<time>');
}

/** The document with what its commands print today. */
export function withOutputs(document: string, outputs: readonly string[]): string {
  const lines = readJob(document).map(({ command }, index) =>
    `$ ${command}\n${outputs[index] ?? ''}`.trimEnd(),
  );
  const block = `<!-- main-job -->\n\n\`\`\`console\n${lines.join('\n')}\n\`\`\`\n\n<!-- end of main-job -->`;
  return document.replace(/<!-- main-job -->[\s\S]*<!-- end of main-job -->/u, () => block);
}

/** A copy of the sample workspace, in a repository of its own. */
export function copyExample(folder: string): string {
  const root = join(folder, 'example');
  cpSync(EXAMPLE_WORKSPACE, root, {
    recursive: true,
    filter: (path) => !/runtime\.sqlite|\/local(\/|$)/u.test(path),
  });
  git(folder, 'init', '--quiet', '--initial-branch', 'main', root);
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'Add the sample');
  return root;
}

/** Runs the commands in one shell, one after the other, from `root`; what each printed. */
export async function runJob(
  commands: readonly string[],
  { root, home }: { root: string; home: string },
): Promise<string[]> {
  const mark = '----- end of command -----';
  const script = [
    `lodestar() { node '${BUNDLE}' "$@"; }`,
    ...commands.flatMap((command) => [command, `echo '${mark}'`]),
  ].join('\n');
  const result = await runProcess('bash', ['-c', script], { cwd: root, env: childEnvironment(home) });
  if (result.code !== 0) {
    throw new Error(`the commands failed: ${result.stderr}`);
  }
  return result.stdout
    .split(`${mark}\n`)
    .slice(0, commands.length)
    .map((output) => output.replaceAll(home, '~').trim());
}
