import path from 'node:path';
import { operationUnderWay, readHead } from '../../git/head.ts';
import { findRepository } from '../../git/repository.ts';
import { ignoreRuntimeFiles } from '../../runtime/folders.ts';
import { shellWord } from '../hint.ts';
import { examined, found, notExamined, type Examined, type Mend } from './finding.ts';
import type { Place } from '../place.ts';

function examineCheckout({ repository, workspace }: Place): Examined {
  if (repository === undefined) {
    return notExamined('repository', 'not in a Git repository: everything works but branches and worktrees');
  }
  const underWay = operationUnderWay(repository);
  const { branch } = readHead(repository);
  const where = `${repository.worktree} on ${branch ?? 'no branch'}`;
  const facts = [
    ...(underWay === null ? [] : [`a ${underWay} is under way`]),
    ...(workspace === undefined ? ['no workspace in this checkout'] : []),
  ];
  return examined('repository', [], [where, ...facts].join('; '));
}

/** What would show in `git status`: the runtime, and what lies in the local folder of this checkout. */
function localFiles({ runtime, workspace }: Place): string[] {
  const local = workspace === undefined ? [] : [path.join(workspace.localDir, 'cache.sqlite')];
  return [runtime.path, ...local];
}

/** A folder that is not ours by name may hold somebody's own files, which nobody may hide from them. */
function mendOf(files: readonly string[]): Mend | undefined {
  const folders = files.map((file) => path.dirname(file).replace(/[\\/]local$/u, ''));
  if (folders.some((folder) => path.basename(folder) !== '.lodestar')) {
    return undefined;
  }
  return async () => {
    for (const folder of new Set(folders)) {
      ignoreRuntimeFiles(folder);
    }
    return Promise.resolve();
  };
}

/** Whether Git keeps its hands off what is local, asked of the checkout that each file lies in, if it lies in one. */
async function examineIgnored(place: Place): Promise<Examined> {
  const { canAsk, isIgnored, isTracked } = await import('../../git/commands.ts');
  const tracked: string[] = [];
  const open: string[] = [];
  let asked = 0;
  for (const file of localFiles(place)) {
    const repository = findRepository(path.dirname(file));
    const isWithGit = [repository, place.repository].some(
      (each) => each !== undefined && file.startsWith(each.commonDir + path.sep),
    );
    if (repository === undefined || isWithGit) {
      continue;
    }
    if (!(await canAsk(repository))) {
      return notExamined('.gitignore', 'Git does not answer in this repository');
    }
    asked += 1;
    if (await isTracked(repository, file)) {
      tracked.push(path.relative(repository.worktree, file));
    } else if (!(await isIgnored(repository, file))) {
      open.push(file);
    }
  }
  const findings = [
    ...tracked.map((shown) =>
      found('RUNTIME_TRACKED', `${shown} is tracked by Git`, { fill: { PATH: shellWord(shown) } }),
    ),
    ...(open.length === 0
      ? []
      : [found('RUNTIME_NOT_IGNORED', `${open.join(' and ')} not ignored by Git`, { mend: mendOf(open) })]),
  ];
  const passed = asked === 0 ? 'the runtime lies outside every checkout' : 'Git ignores the runtime';
  return examined('.gitignore', findings, passed);
}

/** The checkout, and whether Git leaves the runtime alone. */
export async function examineRepository(place: Place): Promise<Examined[]> {
  return [examineCheckout(place), await examineIgnored(place)];
}
