import type { Severity } from '../../model/event.ts';
import type { MessageFilter } from '../../runtime/tables/message-list.ts';
import type { RuntimeContext } from '../context.ts';
import { parseMoment } from '../parse-moment.ts';

/** What every list of messages can be narrowed by. */
export interface ListFilterInput {
  readonly severity?: Severity | undefined;
  /** A time, or a duration such as `2h` for that long ago. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** INPUT_INVALID where a time is none. */
export function listFilter(context: RuntimeContext, input: ListFilterInput): MessageFilter {
  const { severity, since, until } = input;
  const { wallMs } = context.now();
  return {
    reader: context.actor,
    severity,
    ...(since === undefined ? {} : { sinceMs: parseMoment(since, wallMs) }),
    ...(until === undefined ? {} : { untilMs: parseMoment(until, wallMs) }),
  };
}
