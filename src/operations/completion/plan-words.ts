import { readFileSync } from 'node:fs';
import { cutSpec } from '../../spec/cut.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import { peekTasks, type TaskName } from '../../workspace/view/peek-tasks.ts';
import type { Word } from './word.ts';

const QUOTES = /^(?<quote>["'])(?<inner>.*)\k<quote>$/u;
const TITLE = /^ +title:(?<title>.*)$/mu;
const IS_DELETED = /^ +status: *["']?deleted\b/mu;

function unquote(text: string): string {
  return QUOTES.exec(text.trim())?.groups?.inner ?? text.trim();
}

/** What only a YAML parser can cut is not found. */
function tasksIn(text: string): TaskName[] {
  return (cutSpec(text)?.blocks ?? [])
    .map(({ id, start, end }) => ({ id, block: text.slice(start, end) }))
    .filter(({ block }) => !IS_DELETED.test(block))
    .map(({ id, block }) => ({ id, title: unquote(TITLE.exec(block)?.groups?.title ?? '') }));
}

function readSpec({ specPath }: WorkspacePaths): string {
  return readFileSync(specPath).toString('utf8');
}

/**
 * Ids with titles: from the view where that is current, else from the text of the spec, which is cut and not parsed, because
 * a key was pressed and somebody waits. There may be others that begin otherwise. Errors: NOT_A_WORKSPACE.
 */
export function listTaskWords(dir: string, start: string): readonly Word[] {
  const paths = requireWorkspace(dir);
  const tasks = peekTasks(paths, start) ?? tasksIn(readSpec(paths));
  return tasks.map(({ id, title }) => ({ value: id, about: title }));
}

/** A list of plain words in its line, or each of them in a line of its own. */
const LISTS = {
  labels: /^ +labels:(?: *\[(?<flow>[^\]]*)\]|[ \r]*\n(?<lines>(?: +- .*\n)+))/gmu,
  capabilities: /^ +capabilities:(?: *\[(?<flow>[^\]]*)\]|[ \r]*\n(?<lines>(?: +- .*\n)+))/gmu,
} as const;

/**
 * The words that some task has in such a list, as the text of the spec has them: in 5 MB that is found sooner than SQLite can
 * be asked. Errors: NOT_A_WORKSPACE.
 */
export function listFieldWords(dir: string, field: keyof typeof LISTS): readonly Word[] {
  const lists = new Set<string>();
  for (const { groups } of `${readSpec(requireWorkspace(dir))}\n`.matchAll(LISTS[field])) {
    lists.add(groups?.flow ?? groups?.lines?.replaceAll(/^ +- /gmu, '').replaceAll('\n', ',') ?? '');
  }
  const words = new Set([...lists].flatMap((list) => list.split(',').map(unquote)));
  words.delete('');
  return [...words].sort().map((value) => ({ value, about: '' }));
}
