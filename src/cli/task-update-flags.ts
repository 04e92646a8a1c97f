import { string } from '@oclif/core/flags';
import type { ListField, SettableFields, UpdateInput } from '../operations/task/task-update.ts';
import { extraOf, setExtraFlag, unsetExtraFlag, type ExtraEntry } from './extra-flag.ts';
import { priorityFlag, wordsFlag } from './task-flags.ts';
import { textFlag } from './text-flag.ts';

/** Every field of a task but its status, which changes by its verbs alone. */
export const taskUpdateFlags = {
  title: textFlag({ char: 't', description: 'The new title.' }),
  description: textFlag({
    char: 'd',
    description: 'The new description; `-` reads standard input, `@FILE` a file.',
  }),
  priority: priorityFlag({ char: 'p', description: 'Lower goes first; or critical, high, normal, low.' }),
  'lease-ttl': string({
    helpValue: 'TTL',
    description: 'How long a lease lasts by default; empty takes it out.',
  }),
  'external-ref': string({
    helpValue: 'TEXT',
    description: 'Where it is known elsewhere; empty takes it out.',
  }),
  'add-dep': wordsFlag({ aliases: ['add-depends-on'], description: 'Tasks that it waits for.' }),
  'rm-dep': wordsFlag({
    aliases: ['remove-dep', 'rm-depends-on'],
    description: 'Tasks that it no longer waits for.',
  }),
  'add-label': wordsFlag({ description: 'Labels to add.' }),
  'rm-label': wordsFlag({ aliases: ['remove-label'], description: 'Labels to take out.' }),
  'add-lock': string({ multiple: true, helpValue: 'GLOB', description: 'Files that its work touches.' }),
  'rm-lock': string({
    multiple: true,
    aliases: ['remove-lock'],
    helpValue: 'GLOB',
    description: 'Locks to take out.',
  }),
  'add-criterion': textFlag({ multiple: true, description: 'Acceptance criteria to add.' }),
  'rm-criterion': textFlag({
    multiple: true,
    aliases: ['remove-criterion'],
    description: 'Criteria to take out, by their whole text.',
  }),
  'add-capability': wordsFlag({ description: 'Capabilities that it asks for.' }),
  'rm-capability': wordsFlag({ aliases: ['remove-capability'], description: 'Capabilities to take out.' }),
  set: setExtraFlag({
    description: 'Set a key of your own; the value is JSON where it reads as JSON, else text.',
  }),
  unset: unsetExtraFlag({ description: 'Take a key of your own out.' }),
  'if-revision': string({
    helpValue: 'HASH',
    description: 'Only if the task is still at this revision (`task show`); takes one id.',
  }),
};

interface UpdateFlagValues {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly priority?: number | undefined;
  readonly 'lease-ttl'?: string | undefined;
  readonly 'external-ref'?: string | undefined;
  readonly set?: readonly ExtraEntry[] | undefined;
  readonly unset?: readonly string[] | undefined;
  readonly 'if-revision'?: string | undefined;
}

type ListFlag = `${'add' | 'rm'}-${'dep' | 'label' | 'lock' | 'criterion' | 'capability'}`;
type ListFlagValues = Readonly<Partial<Record<ListFlag, readonly string[] | undefined>>>;

function withoutUndefined<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<Value>;
}

function listsOf(flags: ListFlagValues, verb: 'add' | 'rm'): Partial<Record<ListField, readonly string[]>> {
  return withoutUndefined({
    depends_on: flags[`${verb}-dep`],
    labels: flags[`${verb}-label`],
    locks: flags[`${verb}-lock`],
    acceptance_criteria: flags[`${verb}-criterion`],
    capabilities: flags[`${verb}-capability`],
  }) as Partial<Record<ListField, readonly string[]>>;
}

/** What `task update` is asked to do; only what was given is in it. */
export function taskUpdateInput(
  ids: readonly string[],
  flags: UpdateFlagValues & ListFlagValues,
): UpdateInput {
  const { title, description, priority, 'lease-ttl': lease_ttl, 'external-ref': external_ref } = flags;
  return {
    ids,
    set: withoutUndefined({ title, description, priority, lease_ttl, external_ref }) as SettableFields,
    add: listsOf(flags, 'add'),
    remove: listsOf(flags, 'rm'),
    extra: extraOf(flags),
    ifRevision: flags['if-revision'],
  };
}
