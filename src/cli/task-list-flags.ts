import { boolean, integer, option, string } from '@oclif/core/flags';
import { STATES, STATUSES, type State, type Status } from '../model/status.ts';
import { LIST_FIELD_NAMES, LIST_SORTS, type ListFieldName, type ListInput } from '../operations/task/list.ts';
import { wordsFlag } from './task-flags.ts';

export const taskListFlags = {
  status: option({
    options: STATUSES,
    multiple: true,
    delimiter: ',',
    char: 's',
    helpValue: 'STATUS,…',
    description: `Stored status: ${STATUSES.join(', ')}.`,
  })(),
  state: option({
    options: STATES,
    multiple: true,
    delimiter: ',',
    helpValue: 'STATE,…',
    description: `Derived state: ${STATES.join(', ')}.`,
  })(),
  label: wordsFlag({ char: 'l', description: 'All of these labels.' }),
  holder: string({ helpValue: 'ACTOR', description: 'Held by this actor, `kind:name` or the name alone.' }),
  mine: boolean({ description: 'Held by the caller.', exclusive: ['holder'] }),
  search: string({ helpValue: 'WORDS', description: 'Every word is in id, title, description or a label.' }),
  'include-deleted': boolean({ description: 'Tombstones as well.' }),
  sort: option({ options: LIST_SORTS, description: 'The order.' })({ default: 'priority' }),
  limit: integer({
    min: 1,
    helpValue: 'N',
    description: 'At most so many; the answer says how many there are.',
  }),
  offset: integer({
    min: 0,
    helpValue: 'N',
    description: 'Skip so many: `next_cursor` of the answer before.',
  }),
  fields: option({
    options: LIST_FIELD_NAMES,
    multiple: true,
    delimiter: ',',
    helpValue: 'FIELD,…',
    description: `Only these, in this order: ${LIST_FIELD_NAMES.join(', ')}.`,
  })(),
  quiet: boolean({ char: 'q', description: 'Ids alone, one a line.', exclusive: ['fields'] }),
};

interface ListFlagValues {
  readonly status?: readonly Status[] | undefined;
  readonly state?: readonly State[] | undefined;
  readonly label?: readonly string[] | undefined;
  readonly holder?: string | undefined;
  readonly mine: boolean;
  readonly search?: string | undefined;
  readonly 'include-deleted': boolean;
  readonly sort: ListInput['sort'];
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly fields?: readonly ListFieldName[] | undefined;
}

export function taskListInput(flags: ListFlagValues): ListInput {
  const { status, state, label, holder, mine, search, sort, limit, offset, fields } = flags;
  const includeDeleted = flags['include-deleted'];
  return {
    statuses: status,
    states: state,
    labels: label,
    holder,
    mine,
    search,
    includeDeleted,
    sort,
    limit,
    offset,
    fields,
  };
}
