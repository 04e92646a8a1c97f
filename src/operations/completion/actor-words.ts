import { findRepository } from '../../git/repository.ts';
import { peek } from '../../runtime/peek.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import { runtimeLocation } from '../../workspace/runtime-path.ts';
import type { Environment } from '../context.ts';
import type { Word } from './word.ts';

const SELECT_ACTORS = 'SELECT actor FROM actor ORDER BY actor';

/** The actors that the runtime has seen, read without touching it. Errors: NOT_A_WORKSPACE, and SQLite's own. */
export async function listActorWords(dir: string, env: Environment): Promise<readonly Word[]> {
  const { root, rel } = requireWorkspace(dir);
  const { path } = runtimeLocation({ root, rel, repository: findRepository(dir), env });
  return (peek(path, SELECT_ACTORS) ?? []).map(({ actor }) => ({ value: String(actor), about: '' }));
}
