import { isDeepStrictEqual } from 'node:util';
import type { DrawnEdit } from './draw-edit.ts';
import { commentLines, readParts, textAround, type YamlParts } from './yaml-parts.ts';

const DEFAULT_PRIORITY = 100;

type Fields = Readonly<Record<string, unknown>>;

/** What is not there and what is empty say the same. */
function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** Whether a field says what was meant; one that is not there says the default. */
export function isMeant(key: string, found: unknown, meant: unknown): boolean {
  const isDefault = isEmpty(meant) || (key === 'priority' && meant === DEFAULT_PRIORITY);
  return (isDefault && isEmpty(found)) || isDeepStrictEqual(found, meant);
}

/** Fields of a task that are neither as they were nor as they were meant. */
function wrongFields(
  before: Fields,
  after: Fields,
  { meant, own }: { meant: Fields; own: readonly string[] },
): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(meant)]);
  return [...keys].filter((key) => {
    if (key in meant) {
      return !isMeant(key, after[key], meant[key]);
    }
    return !own.includes(key) && !isDeepStrictEqual(after[key], before[key]);
  });
}

function wrongTasks(before: YamlParts, after: YamlParts, { means, own, isAddition }: DrawnEdit): string[] {
  const order = [...before.tasks.keys(), ...(isAddition ? means.keys() : [])];
  if (!isDeepStrictEqual([...after.tasks.keys()], order)) {
    return [`the tasks are ${[...after.tasks.keys()].join()}, not ${order.join()}`];
  }
  return order.flatMap((id) => {
    const fields = { meant: means.get(id) ?? {}, own: means.has(id) ? own : [] };
    const wrong = wrongFields(before.tasks.get(id) ?? {}, after.tasks.get(id) ?? {}, fields);
    return wrong.map((key) => `${id}.${key} is ${JSON.stringify(after.tasks.get(id)?.[key])}`);
  });
}

function commonLength(length: number, isSame: (index: number) => boolean): number {
  let index = 0;
  while (index < length && isSame(index)) {
    index += 1;
  }
  return index;
}

/** Whether the one text is the other with something put in at one place. */
function isInsertion(before: string, after: string): boolean {
  const head = commonLength(before.length, (index) => before[index] === after[index]);
  const tail = commonLength(before.length, (index) => before.at(-1 - index) === after.at(-1 - index));
  return after.length > before.length && head + tail >= before.length;
}

/** Whether a text begins with the first of these parts, ends with the last, and has the others in between, in order. */
function isKept(parts: readonly string[], text: string): boolean {
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    at = found === -1 ? Infinity : found + part.length;
  }
  return text.startsWith(first) && text.endsWith(last) && at <= end;
}

function wrongLineBreaks(before: string, after: string): string[] {
  const isOfWindows = (text: string) => text.includes('\r\n') && !/[^\r]\n/u.test(text);
  if (isOfWindows(before) && !isOfWindows(after)) {
    return ['a line ends without CR'];
  }
  return !before.includes('\r') && after.includes('\r') ? ['there is a CR'] : [];
}

/** What is wrong with the bytes of a file after an edit, and with what they say to YAML's own parser. */
export function judgeEdit(before: string, after: string, edit: DrawnEdit): string[] {
  const [old, now] = [readParts(before), readParts(after)];
  const ids = new Set(edit.means.keys());
  const isInPlace = edit.isAddition
    ? isInsertion(before, after)
    : isKept(textAround(before, old, ids), after);
  return [
    ...(isInPlace ? [] : ['bytes outside of the task changed']),
    ...(isDeepStrictEqual(commentLines(after), commentLines(before)) ? [] : ['a line of comment changed']),
    ...(isDeepStrictEqual(now.rest, old.rest) ? [] : ['what is no task changed']),
    ...wrongLineBreaks(before, after),
    ...wrongTasks(old, now, edit),
  ];
}
