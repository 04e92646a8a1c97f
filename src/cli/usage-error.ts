import { LodestarError } from '../errors.ts';

export interface UsageOptions {
  /** Id of the command that was called; the hint names its help. */
  readonly command?: string;
  /** What the caller probably meant, nearest first. */
  readonly near?: readonly string[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A command line that cannot be understood. */
export function usageError(message: string, options: UsageOptions = {}): LodestarError {
  const { command, near = [], details = {} } = options;
  const help = `Read \`lodestar ${command === undefined ? '' : `${command} `}--help\`.`;
  const meant = near.length === 0 ? '' : `Did you mean ${near.map((each) => `\`${each}\``).join(' or ')}? `;
  return new LodestarError('USAGE', message, {
    details: { ...details, ...(near.length === 0 ? {} : { near }) },
    hint: `${meant}${help}`,
  });
}
