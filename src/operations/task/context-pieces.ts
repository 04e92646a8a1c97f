import type { State, Status } from '../../model/status.ts';
import { joinSections } from '../../spec/freeze-prd.ts';
import type { PrdState, RefState, SectionState } from '../../spec/prd-state.ts';
import type { CriterionState } from './criteria.ts';
import type { CutPart, Fitted, Piece } from './fit-pieces.ts';
import type { Handoff } from './handoff.ts';
import type { Returned } from './returned.ts';
import type { UnreadMessage } from './unread.ts';
import type { UpstreamEntry } from './upstream.ts';

/** A section of the document that the task was cut from, as it is now. */
export interface ContextSection {
  readonly anchor: string;
  readonly title: string | null;
  /** First and last line, counted from 1. */
  readonly lines: readonly [number, number];
  readonly state: SectionState;
  readonly text: string;
}

export interface ContextPrd {
  readonly source: string;
  /** What stands in the way of showing it: the document, or anchors that it does not have. */
  readonly missing: readonly string[];
  readonly sections: readonly ContextSection[];
  /** What the plan keeps of the document; null where that is what the sections say now. */
  readonly excerpt: string | null;
}

/** What somebody who works on a task has to know, as much of it as was asked for. */
export interface ContextResult {
  readonly task_id: string;
  readonly title: string;
  readonly status: Status;
  readonly state: State;
  readonly claimed_by: string | null;
  readonly description: string;
  /** The rejection or reopening that made it ready again. */
  readonly returned: Returned | null;
  readonly criteria: readonly CriterionState[];
  readonly locks: readonly string[];
  /** The newest note that a holder left. */
  readonly handoff_message: Handoff | null;
  readonly prd: ContextPrd | null;
  /** Notes and evidence of the tasks that this one builds on, nearest first. */
  readonly upstream: readonly UpstreamEntry[];
  /** What others wrote on its thread, or to the reader about it, and the reader has not read; newest first. */
  readonly messages: readonly UnreadMessage[];
  readonly unread_count: number;
  /** How long the answer was allowed to be, in characters of its JSON. */
  readonly max_chars: number;
  /** What is not there in full, in characters of its text. */
  readonly cut: readonly CutPart[];
}

/** All that there is to say of a task. */
export interface ContextFacts {
  readonly task: Pick<ContextResult, 'task_id' | 'title' | 'description' | 'status' | 'state' | 'claimed_by'>;
  readonly returned: Returned | null;
  readonly criteria: readonly CriterionState[];
  readonly locks: readonly string[];
  readonly handoff: Handoff | null;
  readonly prd: PrdState | undefined;
  readonly upstream: readonly UpstreamEntry[];
  readonly messages: readonly UnreadMessage[];
  readonly unreadCount: number;
}

function textPiece(part: string, text: string): Piece[] {
  return text === '' ? [] : [{ part, text, put: (kept) => kept }];
}

function sectionPieces(refs: readonly RefState[]): Piece[] {
  return refs.flatMap(({ ref, state, live }) =>
    live === undefined
      ? []
      : [
          {
            part: 'prd.sections',
            text: live.text,
            put: (text: string): ContextSection => ({
              anchor: ref.anchor,
              title: live.title,
              lines: live.lines,
              state,
              text,
            }),
          },
        ],
  );
}

/** Nothing where it says the same as the sections do now. */
function excerptOf({ prd, refs }: PrdState): string {
  const live = joinSections(refs.flatMap((each) => each.live?.text ?? []));
  return prd.excerpt === null || prd.excerpt === live ? '' : prd.excerpt;
}

/** The pieces of a context, the most important first. */
export function piecesOf(facts: ContextFacts): Piece[] {
  const { task, returned, criteria, locks, handoff, prd, upstream, messages } = facts;
  return [
    ...textPiece('title', task.title),
    ...(returned === null
      ? []
      : [{ part: 'returned', text: returned.reason, put: (reason: string) => ({ ...returned, reason }) }]),
    ...criteria.map((each) => ({
      part: 'criteria',
      text: each.text,
      put: (text: string) => ({ ...each, text }),
    })),
    ...textPiece('description', task.description),
    ...locks.map((lock) => ({ part: 'locks', text: lock, put: (text: string) => text, whole: true })),
    ...(handoff === null
      ? []
      : [{ part: 'handoff_message', text: handoff.text, put: (text: string) => ({ ...handoff, text }) }]),
    ...sectionPieces(prd?.refs ?? []),
    ...upstream.map((each) => ({
      part: 'upstream',
      text: each.text,
      put: (text: string) => ({ ...each, text }),
    })),
    ...messages.map((each) => ({
      part: 'messages',
      text: each.text,
      put: (text: string) => ({ ...each, text }),
    })),
    ...(prd === undefined ? [] : textPiece('prd.excerpt', excerptOf(prd))),
  ];
}

function missingOf({ prd, document, refs }: PrdState): string[] {
  return document.kind === 'missing'
    ? [prd.source]
    : refs.filter(({ live }) => live === undefined).map(({ ref }) => ref.anchor);
}

/** What the pieces of each part stand for in the answer. */
interface PartValues {
  readonly title: string;
  readonly description: string;
  readonly returned: Returned;
  readonly criteria: CriterionState;
  readonly locks: string;
  readonly handoff_message: Handoff;
  readonly 'prd.sections': ContextSection;
  readonly 'prd.excerpt': string;
  readonly upstream: UpstreamEntry;
  readonly messages: UnreadMessage;
}

/** The answer that the pieces taken make. */
export function composeContext(
  facts: ContextFacts,
  { values, cut }: Fitted,
  maxChars: number,
): ContextResult {
  // A piece was put in as the type that its part has.
  const all = <Part extends keyof PartValues>(part: Part): readonly PartValues[Part][] =>
    (values.get(part) ?? []) as readonly PartValues[Part][];
  const { prd } = facts;
  return {
    ...facts.task,
    title: all('title')[0] ?? '',
    description: all('description')[0] ?? '',
    returned: all('returned')[0] ?? null,
    criteria: all('criteria'),
    locks: all('locks'),
    handoff_message: all('handoff_message')[0] ?? null,
    prd:
      prd === undefined
        ? null
        : {
            source: prd.prd.source,
            missing: missingOf(prd),
            sections: all('prd.sections'),
            excerpt: all('prd.excerpt')[0] ?? null,
          },
    upstream: all('upstream'),
    messages: all('messages'),
    unread_count: facts.unreadCount,
    max_chars: maxChars,
    cut,
  };
}
