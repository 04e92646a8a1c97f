import { integer, option, string } from '@oclif/core/flags';
import { SEVERITIES } from '../model/event.ts';

/** A screen or two; `--limit` says otherwise. */
const DEFAULT_LIMIT = 50;

export const severityFlag = option({ options: SEVERITIES, description: 'Only of this severity.' });

export const sinceFlag = string({
  helpValue: 'TIME',
  description: 'Not before this time (UTC unless it names a zone), or this long ago: `2h`.',
});

export const limitFlag = integer({
  char: 'n',
  min: 0,
  default: DEFAULT_LIMIT,
  description: 'The newest so many.',
});

export const afterFlag = integer({
  min: 0,
  helpValue: 'SEQ',
  description: 'What came after this message, oldest first: `cursor` of the answer before.',
});
