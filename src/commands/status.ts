import type { CommandContract } from '../cli/contract.ts';
import { displayWorkspaceStatus } from '../cli/displays/display-workspace-status.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { workspaceStatus } from '../operations/workspace/status.ts';

export default class Status extends LodestarCommand {
  static override readonly summary = 'Say where things stand: tasks, agents, what is not settled.';
  static override readonly description = 'Runs when `lodestar` is called without a command.';
  static override readonly examples = ['lodestar', 'lodestar status --json'];
  static override readonly contract = {
    result: 'StatusResultOfWorkspace',
    writes: false,
    needs: 'workspace',
    reads: ["This checkout's spec and the runtime."],
    changes: [],
    refuses: [],
    codes: [],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(Status, workspaceStatus, displayWorkspaceStatus);
  }
}
