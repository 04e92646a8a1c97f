import type { Interfaces } from '@oclif/core';
import type { Command } from '@oclif/core/command';
import type { CommandContract } from './contract.ts';

/** What a command's class declares: for the parser, for help, and of what it promises. */
export interface CommandDeclaration {
  /** With colons, as oclif has it: `task:claim`. Set by who runs it. */
  id: string;
  summary?: string;
  description: string | undefined;
  args: Interfaces.ArgInput;
  flags: Interfaces.FlagInput;
  examples: Command.Example[];
  readonly strict: boolean;
  readonly contract: CommandContract;
}
