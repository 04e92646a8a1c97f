import path from 'node:path';
import { operationUnderWay, readHead } from '../../git/head.ts';
import { findRepository } from '../../git/repository.ts';
import { examined, notExamined, type Examined, type Finding } from './finding.ts';
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

const TRACKED = {
  code: 'RUNTIME_TRACKED',
  severity: 'error',
  why: 'A runtime in Git is overwritten by every checkout, and leases of one machine hold on others.',
} as const;

const NOT_IGNORED = {
  code: 'RUNTIME_NOT_IGNORED',
  severity: 'warning',
  why: 'The next `git add --all` would commit what is local to this machine.',
  remedy:
    'Add the line `runtime.sqlite*` to `.lodestar/.gitignore`; where there is none, `lodestar init` writes it.',
} as const;

/** Whether Git keeps its hands off the runtime, asked of the checkout that the file lies in, if it lies in one. */
async function examineIgnored(place: Place): Promise<Examined> {
  const file = place.runtime.path;
  const repository = findRepository(path.dirname(file));
  const isWithGit = [repository, place.repository].some(
    (each) => each !== undefined && file.startsWith(each.commonDir + path.sep),
  );
  if (repository === undefined || isWithGit) {
    return examined('.gitignore', [], 'the runtime lies outside every checkout');
  }
  const { canAsk, isIgnored, isTracked } = await import('../../git/commands.ts');
  if (!(await canAsk(repository))) {
    return notExamined('.gitignore', 'Git does not answer in this repository');
  }
  const shown = path.relative(repository.worktree, file);
  const findings: Finding[] = [];
  if (await isTracked(repository, file)) {
    const remedy = `Run \`git rm --cached ${shown}\` and commit: the file itself stays.`;
    findings.push({ ...TRACKED, what: `${shown} is tracked by Git`, remedy });
  } else if (!(await isIgnored(repository, file))) {
    findings.push({ ...NOT_IGNORED, what: `${shown} is not ignored by Git` });
  }
  return examined('.gitignore', findings, 'Git ignores the runtime');
}

/** The checkout, and whether Git leaves the runtime alone. */
export async function examineRepository(place: Place): Promise<Examined[]> {
  return [examineCheckout(place), await examineIgnored(place)];
}
