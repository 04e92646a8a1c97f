import { boolean, integer, string } from '@oclif/core/flags';
import type { LogInput } from '../operations/log/log.ts';

/** A screen or two; `--limit` says otherwise. */
const DEFAULT_LIMIT = 50;

export const logFlags = {
  task: string({ helpValue: 'ID', description: 'Only of this task.' }),
  actor: string({ helpValue: 'ACTOR', description: 'Only by this actor, `kind:name` or the name alone.' }),
  type: string({ helpValue: 'TYPE', description: 'Only of this type, such as `task.done`.' }),
  since: string({ helpValue: 'TIME', description: 'Not before this time, or this long ago: `2h`.' }),
  limit: integer({ char: 'n', min: 0, default: DEFAULT_LIMIT, description: 'The newest so many.' }),
  after: integer({
    min: 0,
    helpValue: 'SEQ',
    description: 'What came after this event, oldest first: `cursor` of the answer before.',
  }),
  follow: boolean({
    char: 'f',
    description: 'Go on with what comes, until interrupted; with --json one value a line.',
  }),
};

interface LogFlagValues extends Omit<LogInput, 'limit'> {
  readonly limit: number;
}

export function logInput({ task, actor, type, since, limit, after }: LogFlagValues): LogInput {
  return { task, actor, type, since, limit, after };
}
