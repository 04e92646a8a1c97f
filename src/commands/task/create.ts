import type { CommandContract } from '../../cli/contract.ts';
import { displayCreate } from '../../cli/displays/display-create.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { taskCreateFlags, taskCreateInput } from '../../cli/task-create-flags.ts';
import { createTask } from '../../operations/task/create.ts';

export default class TaskCreate extends LodestarCommand {
  static override readonly summary = 'Add a task to the spec.';
  static override readonly description =
    'It is ready at once, unless it is a draft. The id is generated (see `ids` in config.yaml) and never issued twice, ' +
    'also not by another worktree. Text flags read standard input for `-` and a file for `@FILE`.';
  static override readonly flags = taskCreateFlags;
  static override readonly examples = [
    "lodestar task create --title 'Read quantities and units'",
    "lodestar task create -t 'List items' -p high --depends-on T2,T3 --label api --lock 'src/http/**'",
    "lodestar task create -t 'Search' --criterion 'Finds parts of words' --criterion 'Takes less than 50 ms'",
    "lodestar task create -t 'Write the guide' -d @guide.md --draft",
    "lodestar task create -t 'Keep prices' --prd-source PRD.md --prd-ref '#storage'",
  ];
  static override readonly contract = {
    result: 'CreateResult',
    writes: true,
    needs: 'workspace',
    reads: [
      "This checkout's spec and the shared runtime.",
      'With --prd-source that document, whose sections are frozen as they are.',
    ],
    changes: [
      'spec.yaml: one new task, and not a byte of the others.',
      'The runtime: the id that was reserved, and an event.',
    ],
    refuses: [
      'An id that the spec has already, also as a tombstone.',
      'A dependency that is not there or would close a cycle.',
      'A document that is outside the repository, or a section that it does not have.',
    ],
    codes: [
      'TASK_EXISTS',
      'INPUT_INVALID',
      'FILE_NOT_FOUND',
      'SPEC_CONFLICTED',
      'SPEC_READONLY',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskCreate,
      async (context, { flags }) => await createTask(context, taskCreateInput(flags)),
      displayCreate,
    );
  }
}
