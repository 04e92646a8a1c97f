import type { TaskVersion } from '../../model/merge-plan.ts';
import { mayKeepBlankLines } from '../cut.ts';
import { parseSpec, type ParsedSpec } from '../parse.ts';
import type { SpecProblem } from '../problem.ts';
import { lineBelow } from '../text-lines.ts';

/** A task's block in one version of the spec. */
export interface SideBlock extends TaskVersion {
  readonly id: string;
  /** Comments and blank lines above it that belong to no task. */
  readonly gap: string;
  /** Blank lines at its end. */
  readonly tail: string;
}

/** One version of a spec, cut at its tasks: joined, header, blocks and footer are its text. */
export interface SpecSide {
  readonly text: string;
  /** Up to and with the line `tasks:`. */
  readonly header: string;
  readonly blocks: ReadonlyMap<string, SideBlock>;
  readonly footer: string;
  /** Columns before a task's key; `undefined` without tasks. */
  readonly indent: number | undefined;
}

/** What a text turned out to be. */
export type ReadSide =
  | { readonly kind: 'cut'; readonly side: SpecSide; readonly parsed: ParsedSpec }
  /** A valid spec in another form: flow style, odd indentation. */
  | { readonly kind: 'whole'; readonly parsed: ParsedSpec }
  | { readonly kind: 'invalid'; readonly problems: readonly SpecProblem[] };

/** How a spec without tasks says so: a mapping of none, which has no line to put the first one below. */
const NO_TASKS = /^(tasks:)[ \t]*\{[ \t]*\}[ \t]*$/mu;

export function openTasks(text: string): string {
  return text.replace(NO_TASKS, '$1');
}

/** The reverse, for a spec that has no tasks left. */
export function closeTasks(text: string): string {
  return text.replace(/^tasks:[ \t]*$/mu, 'tasks: {}');
}

function blockOf(text: string, gap: string, task: TaskVersion['task']): SideBlock {
  const own = mayKeepBlankLines(text) ? text : text.slice(0, lineBelow(text, text.trimEnd().length));
  return { id: task.id, task, gap, text: own, tail: text.slice(own.length) };
}

function cutSide(text: string, parsed: ParsedSpec): SpecSide | undefined {
  const { cut, tasks } = parsed;
  if (cut === undefined) {
    return undefined;
  }
  let at = cut.header.end;
  const blocks = tasks.map(({ task, start, end }) => {
    const gap = text.slice(at, start);
    at = end;
    return blockOf(text.slice(start, end), gap, task);
  });
  return {
    text,
    header: text.slice(0, cut.header.end),
    blocks: new Map(blocks.map((block) => [block.id, block])),
    footer: text.slice(at),
    indent: blocks.length === 0 ? undefined : cut.indent,
  };
}

/** Reads one version, a plain text. `file` is named in its problems. */
export function readSide(text: string, file: string): ReadSide {
  const opened = openTasks(text);
  const parsed = parseSpec(opened, { file });
  if (parsed.problems.some((problem) => problem.severity === 'error')) {
    return { kind: 'invalid', problems: parsed.problems };
  }
  if (text.trim() === '') {
    const side = { text, header: '', blocks: new Map<string, SideBlock>(), footer: '', indent: undefined };
    return { kind: 'cut', side, parsed };
  }
  const side = cutSide(opened, parsed);
  return side === undefined ? { kind: 'whole', parsed } : { kind: 'cut', side, parsed };
}
