import type { EventEntry } from '../../operations/log/event-entry.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { eventDetail } from './event-detail.ts';

/** So wide are most types and actors: lines that come one by one cannot know what comes next. */
const TYPE_CELLS = 16;
const ACTOR_CELLS = 14;
/** Of the date and time, what is told on a terminal: `08:15:04`. */
const CLOCK_START = 11;
const CLOCK_END = 19;

/** One event as a line of a log that is followed. */
export function displayEvent(event: EventEntry, ui: Ui): Rendered {
  const { at, type, actor, task_id: id } = event;
  const time = ui.isTerminal ? at.slice(CLOCK_START, CLOCK_END) : at;
  const about = [id ?? '', eventDetail(event)].filter((each) => each !== '').join('  ');
  const who = about === '' ? actor : `${actor.padEnd(ACTOR_CELLS)}  ${about}`;
  return ui.t`${ui.dim(time)}  ${ui.bold(type.padEnd(TYPE_CELLS))}  ${who}`;
}
