import { join } from 'node:path';
import { peek } from '../../runtime/peek.ts';
import { isSameFile, statIdentity } from '../../spec/stable-read.ts';
import type { WorkspacePaths } from '../find.ts';
import type { ViewState } from './state.ts';

export interface TaskName {
  readonly id: string;
  readonly title: string;
}

/**
 * Beginnings are looked for in any case. `task_outline` has the ids without the rows, which are large. The state of the view
 * is told beside each.
 */
const SELECT_IDS =
  "SELECT id, title, (SELECT value FROM meta WHERE key = 'view') AS view FROM task WHERE id IN " +
  "(SELECT id FROM task INDEXED BY task_outline WHERE id LIKE ? ESCAPE '\\') AND status <> 'deleted' ORDER BY natural_key";

function isMadeOf(view: unknown, specPath: string): boolean {
  const identity = statIdentity(specPath);
  const { good } = JSON.parse(String(view)) as ViewState;
  return identity !== undefined && good !== null && isSameFile(identity, good.source.identity);
}

/**
 * The tasks whose ids begin so, as the view of this checkout has them, without opening it: nothing is written, and it is not
 * brought up to date. `undefined` where it was made of another spec, or has none of them, or cannot be read.
 */
export function peekTasks({ localDir, specPath }: WorkspacePaths, start: string): TaskName[] | undefined {
  try {
    const pattern = `${start.replaceAll(/[\\%_]/gu, '\\$&')}%`;
    const rows = peek(join(localDir, 'cache.sqlite'), SELECT_IDS, [pattern]);
    const isCurrent = rows?.[0] !== undefined && isMadeOf(rows[0].view, specPath);
    return isCurrent ? rows.map(({ id, title }) => ({ id: String(id), title: String(title) })) : undefined;
  } catch {
    return undefined;
  }
}
