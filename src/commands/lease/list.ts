import { boolean, string } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayHeldIds, displayLeases } from '../../cli/displays/display-leases.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { listLeasesOf } from '../../operations/lease/list.ts';

export default class LeaseList extends LodestarCommand {
  static override readonly summary = 'List who holds what, and for how long.';
  static override readonly description =
    'Title and locks are those of the claim, so that tasks of other branches show as well. What ends first comes first.';
  static override readonly flags = {
    holder: string({ helpValue: 'ACTOR', description: 'Held by this actor, `kind:name` or the name alone.' }),
    mine: boolean({ description: 'Held by the caller.', exclusive: ['holder'] }),
    lapsed: boolean({ description: 'Also those that lapsed and that nobody has taken since.' }),
    quiet: boolean({ char: 'q', description: 'Ids of the tasks alone, one a line.' }),
  };
  static override readonly examples = ['lodestar lease list', 'lodestar lease list --mine --quiet'];
  static override readonly contract = {
    result: 'LeaseListResult',
    writes: false,
    needs: 'runtime',
    reads: ['The leases of the runtime.'],
    changes: [],
    refuses: ['A runtime that cannot be read: what is held, and what happened, is then not known.'],
    codes: ['RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      LeaseList,
      async (context, { flags: { holder, mine, lapsed } }) =>
        await listLeasesOf(context, { holder, mine, lapsed }),
      (data, ui, { flags }) => (flags.quiet ? displayHeldIds(data, ui) : displayLeases(data, ui)),
    );
  }
}
