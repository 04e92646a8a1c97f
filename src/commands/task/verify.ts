import type { CommandContract } from '../../cli/contract.ts';
import { displayVerdict } from '../../cli/displays/display-verdict.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { taskIdArg } from '../../cli/task-flags.ts';
import { textFlag } from '../../cli/text-flag.ts';
import { judgeTask } from '../../operations/task/judge.ts';
import { boolean } from '@oclif/core/flags';

export default class TaskVerify extends LodestarCommand {
  static override readonly summary = 'Confirm that a task is done, or send it back.';
  static override readonly description =
    'A verified task opens what depends on it. With --reject the task is ready again. With `settle: on-verify` in ' +
    "config.yaml the outcome is written into this checkout's spec as well.";
  static override readonly args = { id: taskIdArg };
  static override readonly flags = {
    reject: boolean({ description: 'Send the work back; needs --reason.', exclusive: ['accept-unchecked'] }),
    'accept-unchecked': boolean({ description: 'Although criteria are unchecked; needs --reason.' }),
    reason: textFlag({ description: 'Why it is sent back, or why unchecked criteria are accepted.' }),
  };
  static override readonly examples = [
    'lodestar task verify T2',
    "lodestar task verify T2 --reject --reason 'Two writers still lose a row'",
    "lodestar task verify T2 --accept-unchecked --reason 'The third is for the next release'",
  ];
  static override readonly contract = {
    result: 'VerdictResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [
      'The runtime: the status, verified or (--reject) ready, with the reason.',
      'spec.yaml: the outcome, with `settle: on-verify`.',
    ],
    refuses: [
      'A task that is not done.',
      'While criteria are unchecked, unless --accept-unchecked.',
      'With `verify.separate`, the actor who completed the task.',
    ],
    codes: [
      'TASK_NOT_FOUND',
      'TRANSITION_REFUSED',
      'CRITERIA_UNCHECKED',
      'VERIFIER_NOT_SEPARATE',
      'LEASE_HELD',
      'INPUT_INVALID',
      'FILE_NOT_FOUND',
      'SPEC_CONFLICTED',
      'SPEC_READONLY',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskVerify,
      async (context, { args, flags }) =>
        await judgeTask(context, {
          id: args.id,
          reject: flags.reject,
          acceptUnchecked: flags['accept-unchecked'],
          reason: flags.reason,
        }),
      displayVerdict,
    );
  }
}
