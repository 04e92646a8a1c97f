import path from 'node:path';
import type { Place } from '../place.ts';
import { examined, found, notExamined, type Examined, type Found } from './finding.ts';

/** What Git itself does for `merge`, `-merge`, `merge=text` and `merge=binary`; and what it says of a path without any. */
const OF_GIT = ['unspecified', 'set', 'unset', 'text', 'binary'];

/** How Git would merge the committed files of the workspace. */
export async function examineMerge({ workspace }: Place): Promise<Examined> {
  const repository = workspace?.repository;
  if (workspace === undefined || repository === undefined) {
    return notExamined('merge', 'no spec in a Git repository');
  }
  const { canAsk, hasMergeDriver, mergeAttributes } = await import('../../git/commands.ts');
  if (!(await canAsk(repository))) {
    return notExamined('merge', 'Git does not answer in this repository');
  }
  const findings: Found[] = [];
  const named = await mergeAttributes(repository, [workspace.specPath, workspace.configPath]);
  for (const { file, driver } of named.filter((each) => !OF_GIT.includes(each.driver))) {
    const shown = path.relative(repository.worktree, file);
    if (driver === 'union') {
      findings.push(found('MERGE_UNION', `${shown} is merged by \`merge=union\``));
    } else if (!(await hasMergeDriver(repository, driver))) {
      findings.push(
        found('MERGE_DRIVER_MISSING', `${shown} has \`merge=${driver}\`, and there is no such driver`, {
          fill: { NAME: driver },
        }),
      );
    }
  }
  return examined('merge', findings, 'Git merges the spec as text, or by a driver that is there');
}
