import type { SideName, Sides } from '../../model/merge-sides.ts';
import { compareNatural } from '../../model/natural-order.ts';
import { findFormer } from '../../model/plan-diff.ts';
import { formerIdsOf } from '../../model/reconcile.ts';
import type { SpecTask } from '../../model/task.ts';
import { parseTimestamp } from '../../model/timestamp.ts';
import { sha256 } from '../../util/crypto.ts';
import { applyEdits } from '../edit.ts';
import { formatId, nextNumber, randomId } from '../id.ts';
import type { ParsedSpec } from '../parse.ts';
import { renameTask, renamedTask, type Renaming } from '../rename-task.ts';

/** A task that got another id by the merge. Keys are snake_case: they are printed as they are. */
export interface RenumberedTask {
  readonly from: string;
  readonly to: string;
  readonly side: SideName;
  /** `taken`: the other side has another task of that id; `renamed`: the other side renamed this very task. */
  readonly reason: 'taken' | 'renamed';
}

/** A version of the spec while its tasks get other ids. */
interface Version {
  readonly text: string;
  readonly tasks: ReadonlyMap<string, SpecTask>;
}

export interface RenamedSides {
  readonly texts: Sides<string>;
  readonly renumbered: readonly RenumberedTask[];
}

type Versions = Record<keyof Sides<unknown>, Version>;

function versionOf(text: string, { tasks }: ParsedSpec): Version {
  return { text, tasks: new Map(tasks.map(({ task }) => [task.id, task])) };
}

function rename(version: Version, renaming: Renaming): Version {
  const tasks = [...version.tasks.values()].map((task) => renamedTask(task, renaming));
  return { text: renameTask(version.text, renaming), tasks: new Map(tasks.map((task) => [task.id, task])) };
}

/** What both sides renamed comes from where it was before both of them, and had the id that it did not keep as well. */
function withOrigin({ text, tasks }: Version, id: string, origin: string): Version {
  const task = tasks.get(id);
  if (task === undefined) {
    return { text, tasks };
  }
  const earlier = formerIdsOf(task).filter((each) => each !== origin);
  const fields = { renamed_from: origin, former_ids: earlier };
  const edited = applyEdits(text, [{ kind: 'set', id, fields }]).text;
  return { text: edited, tasks: new Map(tasks).set(id, { ...task, ...fields }) };
}

const RANDOM = /^T-[0-9A-HJKMNP-TV-Z]{5}$/u;
const NUMBERED = /^(.*?)(\d{1,15})$/su;

/** Drawn from what both sides know, so that whoever merges gets the same one. */
function drawnId(seed: string, taken: ReadonlySet<string>): string {
  for (let round = 0; ; round += 1) {
    const digits = sha256(`${seed}\n${String(round)}`);
    let at = 0;
    const id = randomId((limit) => {
      at += 2;
      return Number.parseInt(digits.slice(at - 2, at), 16) % limit;
    });
    if (!taken.has(id)) {
      return id;
    }
  }
}

/** The next free id of the same kind: drawn where the ids are, the next number where it has one, else with a number behind it. */
function nextId({ id, created_at: createdAt }: SpecTask, taken: ReadonlySet<string>): string {
  if (RANDOM.test(id)) {
    return drawnId(`${id}\n${createdAt ?? ''}`, taken);
  }
  const prefix = NUMBERED.exec(id)?.[1];
  const { number, width } = nextNumber(taken, prefix ?? `${id}-`);
  // Without a number the one that stays is the first.
  return prefix === undefined ? formatId(`${id}-`, Math.max(number, 2), 1) : formatId(prefix, number, width);
}

/** Tasks that both sides made, under one id, and that are two: by their creation dates. In natural order. */
function listClashes({ base, ours, theirs }: Versions): { id: string; later: SideName }[] {
  const shared = [...ours.tasks.keys()].filter((id) => theirs.tasks.has(id) && !base.tasks.has(id));
  return shared.toSorted(compareNatural).flatMap((id) => {
    const [a, b] = [ours, theirs].map(({ tasks }) => tasks.get(id)?.created_at ?? null);
    if (a === null || b === null || a === undefined || b === undefined || a === b) {
      return [];
    }
    const order = (parseTimestamp(a) ?? 0) - (parseTimestamp(b) ?? 0) || (a < b ? -1 : 1);
    return [{ id, later: order > 0 ? 'ours' : 'theirs' }];
  });
}

function renumberClashes(versions: Versions, renumbered: RenumberedTask[]): void {
  for (const { id, later } of listClashes(versions)) {
    const taken = new Set(Object.values(versions).flatMap(({ tasks }) => [...tasks.keys()]));
    const task = versions[later].tasks.get(id);
    if (task !== undefined) {
      const to = nextId(task, taken);
      versions[later] = rename(versions[later], { from: id, to });
      renumbered.push({ from: id, to, side: later, reason: 'taken' });
    }
  }
}

/** What a side renamed: a task of the base that it has under another id, which says so. */
function listRenamings(base: Version, side: Version): Renaming[] {
  return [...side.tasks.values()].flatMap((task) => {
    const from = findFormer(base, task)?.id;
    const isRenaming = from !== undefined && !side.tasks.has(from) && !base.tasks.has(task.id);
    return isRenaming ? [{ from, to: task.id }] : [];
  });
}

/** Where both renamed one task, the id that comes first holds on both. */
function settleDoubles(versions: Versions, renumbered: RenumberedTask[]): void {
  const theirs = new Map(listRenamings(versions.base, versions.theirs).map(({ from, to }) => [from, to]));
  for (const { from, to } of listRenamings(versions.base, versions.ours)) {
    const other = theirs.get(from);
    if (other !== undefined && other !== to) {
      const [kept, given] = compareNatural(to, other) <= 0 ? [to, other] : [other, to];
      const side = given === to ? 'ours' : 'theirs';
      if (!versions[side].tasks.has(kept)) {
        versions[side] = withOrigin(rename(versions[side], { from: given, to: kept }), kept, from);
        renumbered.push({ from: given, to: kept, side, reason: 'renamed' });
      }
    }
  }
}

/** Gives what one side renamed its new id in the base and on the other side, so that it is merged as the one task it is. */
function carryRenamings(versions: Versions, renumbered: RenumberedTask[]): void {
  const sides = [
    ['ours', 'theirs'],
    ['theirs', 'ours'],
  ] as const;
  for (const [side, other] of sides) {
    for (const renaming of listRenamings(versions.base, versions[side])) {
      const { from, to } = renaming;
      const isFree = !versions[other].tasks.has(to);
      if (versions[other].tasks.has(from) && isFree) {
        versions[other] = rename(versions[other], renaming);
        renumbered.push({ from, to, side: other, reason: 'renamed' });
      }
      if (!versions.base.tasks.has(to) && versions[other].tasks.has(to)) {
        versions.base = rename(versions.base, renaming);
      }
    }
  }
}

/**
 * Gives tasks other ids before they are merged: what one side renamed is renamed on the other, and of two tasks that both
 * sides made under one id the one with the later `created_at` gets the next free one. Plain texts of valid specs.
 */
export function renameSides(texts: Sides<string>, parsed: Sides<ParsedSpec>): RenamedSides {
  const versions: Versions = {
    base: versionOf(texts.base, parsed.base),
    ours: versionOf(texts.ours, parsed.ours),
    theirs: versionOf(texts.theirs, parsed.theirs),
  };
  const renumbered: RenumberedTask[] = [];
  settleDoubles(versions, renumbered);
  carryRenamings(versions, renumbered);
  renumberClashes(versions, renumbered);
  const { base, ours, theirs } = versions;
  return { texts: { base: base.text, ours: ours.text, theirs: theirs.text }, renumbered };
}
