import type { ProblemDraft } from './problem.ts';

interface Marker {
  readonly offset: number;
  readonly label: string;
}

/** A label, or nothing, follows the seven or more characters of a marker. */
const MARKER = /^(?:<{7,}|>{7,})(?: ([^\r\n]*))?\r?$/u;

function listMarkers(text: string, character: '<' | '>'): Marker[] {
  const markers: Marker[] = [];
  const seven = character.repeat(7);
  let found = text.indexOf(seven);
  while (found !== -1) {
    const next = text.indexOf('\n', found);
    const end = next === -1 ? text.length : next;
    const match = found === 0 || text[found - 1] === '\n' ? MARKER.exec(text.slice(found, end)) : null;
    if (match !== null) {
      markers.push({ offset: found, label: match[1] ?? '' });
    }
    found = text.indexOf(seven, end);
  }
  return markers;
}

function inWords(label: string | undefined): string {
  return label === undefined || label === '' ? 'one side' : label;
}

/**
 * The markers that Git leaves in a file with conflicts, one problem each `<<<<<<<` (or, where somebody took only those
 * out, each `>>>>>>>`). They stand at the start of a line, where not even a block scalar of a spec has content.
 */
export function findConflictMarkers(text: string): ProblemDraft[] {
  const opening = listMarkers(text, '<');
  const closing = listMarkers(text, '>');
  const hint = 'Take the marker lines out by hand, or have `lodestar spec resolve` merge task by task.';
  if (opening.length === 0) {
    return closing.map(({ offset, label }) => {
      const message = `a conflict marker is left over (${inWords(label)})`;
      return { code: 'CONFLICT_MARKERS', message, offset, hint };
    });
  }
  let next = 0;
  return opening.map(({ offset, label }) => {
    while ((closing[next]?.offset ?? Infinity) < offset) {
      next += 1;
    }
    const end = closing[next];
    const message = `conflict between ${inWords(label)} and ${inWords(end?.label)}`;
    return { code: 'CONFLICT_MARKERS', message, offset, hint };
  });
}
