import { string as stringArg } from '@oclif/core/args';
import { boolean, custom, string } from '@oclif/core/flags';
import type { OfferFilters } from '../operations/task/filters.ts';
import { parsePriority } from '../operations/task/priority.ts';
import { textFlag } from './text-flag.ts';

/** The one task that a command is about. */
export const taskIdArg = stringArg({ required: true, description: 'Id of the task.' });

/** The tasks that a command is about, in one write. */
export const taskIdsArg = stringArg({
  required: true,
  multiple: true,
  description: 'Ids of the tasks, `-` for those on standard input; several are one write, all or nothing.',
});

/** A number, lower first, or one of the four words. */
export const priorityFlag = custom<number>({
  helpValue: 'N',
  parse: async (input) => parsePriority(input),
});

/** Words that may be repeated or separated by commas (`\,` for a comma in a word). */
export const wordsFlag = custom({ multiple: true, delimiter: ',', helpValue: 'A,B' });

export const ttlFlag = string({
  char: 't',
  helpValue: 'TTL',
  description:
    "How long the lease lasts without renewal: `15m`, `1h30m`, `2d`, from 5 s to 30 d; else the task's own, else the one of config.yaml.",
});

export const leaseFlag = string({
  helpValue: 'TOKEN',
  description:
    'The token that `task claim` printed (env: LODESTAR_LEASE). Given, it must be the present one: that tells two processes of one agent apart.',
});

export const reasonFlag = textFlag({
  required: true,
  description: 'Why; shown with the task. `-` reads standard input, `@FILE` a file.',
});

export const noteFlag = textFlag({
  description:
    'What whoever holds or verifies the task next should know; `task claim` and `task show` print it. `-` reads standard input, `@FILE` a file.',
});

/** How long a context may be. */
export const maxCharsOptions = {
  min: 1000,
  max: 1_000_000,
  helpValue: 'N',
  description: 'How many characters the context may have as JSON, 8000 unless said; what was cut is named.',
} as const;

/** What `task next` offers and `task claim` takes can be narrowed to. */
export const offerFlags = {
  label: wordsFlag({ char: 'l', description: 'Only tasks with all of these labels.' }),
  capability: wordsFlag({ description: 'Only tasks that ask for no capability but these.' }),
  'priority-max': priorityFlag({ description: 'Only tasks of this priority or a lower number.' }),
  'allow-upstream': boolean({
    description: 'Also what is verified or cancelled in the default branch, and not in this one.',
  }),
};

interface OfferFlagValues {
  readonly label?: readonly string[] | undefined;
  readonly capability?: readonly string[] | undefined;
  readonly 'priority-max'?: number | undefined;
}

export function offerFilters(flags: OfferFlagValues): OfferFilters {
  const { label, capability, 'priority-max': priorityMax } = flags;
  return {
    ...(label === undefined ? {} : { labels: label }),
    ...(capability === undefined ? {} : { capabilities: capability }),
    ...(priorityMax === undefined ? {} : { priorityMax }),
  };
}
