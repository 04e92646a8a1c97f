import { boolean, option, string } from '@oclif/core/flags';
import type { CreateInput } from '../operations/task/create.ts';
import { extraOf, setExtraFlag, type ExtraEntry } from './extra-flag.ts';
import { priorityFlag, wordsFlag } from './task-flags.ts';
import { textFlag } from './text-flag.ts';

export const taskCreateFlags = {
  title: textFlag({ char: 't', required: true, description: 'What is to be done, in one line.' }),
  id: string({ helpValue: 'ID', description: 'Its id; generated when left out.' }),
  description: textFlag({
    char: 'd',
    description: 'All that its holder must know; `-` reads standard input, `@FILE` a file.',
  }),
  priority: priorityFlag({
    char: 'p',
    description: 'Lower goes first, 100 by default; or critical, high, normal, low.',
  }),
  status: option({
    options: ['ready', 'todo'] as const,
    char: 's',
    description: '`todo` keeps it a draft until `task ready`.',
  })({ default: 'ready' }),
  draft: boolean({ description: 'The same as `--status todo`.', exclusive: ['status'] }),
  'depends-on': wordsFlag({ aliases: ['dep'], description: 'Tasks that it waits for.' }),
  label: wordsFlag({ char: 'l', description: 'Labels.' }),
  lock: string({
    multiple: true,
    helpValue: 'GLOB',
    description: 'Files that its work touches; nobody is offered an overlapping one meanwhile.',
  }),
  criterion: textFlag({
    multiple: true,
    aliases: ['accept'],
    description: 'An acceptance criterion; repeat it for more.',
  }),
  capability: wordsFlag({ description: 'Capabilities that its holder needs.' }),
  'lease-ttl': string({
    helpValue: 'TTL',
    description: 'How long a lease of it lasts by default, as `30m`.',
  }),
  'external-ref': string({ helpValue: 'TEXT', description: 'Where it is known elsewhere.' }),
  'prd-source': string({
    helpValue: 'FILE',
    description: 'The document that it is cut from, inside the repository; `task context` shows it.',
  }),
  'prd-ref': string({
    multiple: true,
    helpValue: 'ANCHOR',
    dependsOn: ['prd-source'],
    description:
      'A section of that document: `#password-reset`, or `#L10-L20` for lines. Frozen by its hash; a change of it is told.',
  }),
  'prd-excerpt': textFlag({
    dependsOn: ['prd-source'],
    description: 'What it needs to know of the document; the sections themselves when left out.',
  }),
  set: setExtraFlag({
    description: 'A key of your own; the value is JSON where it reads as JSON, else text.',
  }),
};

interface CreateFlagValues {
  readonly title: string;
  readonly id?: string | undefined;
  readonly description?: string | undefined;
  readonly priority?: number | undefined;
  readonly status: 'ready' | 'todo';
  readonly draft: boolean;
  readonly 'depends-on'?: readonly string[] | undefined;
  readonly label?: readonly string[] | undefined;
  readonly lock?: readonly string[] | undefined;
  readonly criterion?: readonly string[] | undefined;
  readonly capability?: readonly string[] | undefined;
  readonly 'lease-ttl'?: string | undefined;
  readonly 'external-ref'?: string | undefined;
  readonly 'prd-source'?: string | undefined;
  readonly 'prd-ref'?: readonly string[] | undefined;
  readonly 'prd-excerpt'?: string | undefined;
  readonly set?: readonly ExtraEntry[] | undefined;
}

function prdOf(flags: CreateFlagValues): CreateInput['prd'] {
  const { 'prd-source': source, 'prd-ref': refs = [], 'prd-excerpt': excerpt } = flags;
  return source === undefined ? undefined : { source, refs, excerpt };
}

export function taskCreateInput(flags: CreateFlagValues): CreateInput {
  const given = {
    description: flags.description,
    priority: flags.priority,
    depends_on: flags['depends-on'],
    labels: flags.label,
    locks: flags.lock,
    acceptance_criteria: flags.criterion,
    capabilities: flags.capability,
    lease_ttl: flags['lease-ttl'],
    external_ref: flags['external-ref'],
    extra: flags.set === undefined ? undefined : extraOf(flags),
  };
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const status = flags.draft ? 'todo' : flags.status;
  return { id: flags.id, title: flags.title, status, fields, prd: prdOf(flags) };
}
