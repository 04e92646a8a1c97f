import { integer, string } from '@oclif/core/flags';
import { string as stringArg } from '@oclif/core/args';
import type { CommandContract } from '../../../src/cli/contract.ts';
import { LodestarCommand } from '../../../src/cli/lodestar-command.ts';
import { textFlag } from '../../../src/cli/text-flag.ts';
import type { Ui } from '../../../src/cli/ui/ui.ts';
import { LodestarError } from '../../../src/errors.ts';
import { OperationFailure } from '../../../src/operations/failure.ts';
import type { Outcome } from '../../../src/operations/outcome.ts';

/** Commands that do nothing but show what the frame makes of a command. */
const CONTRACT = {
  result: 'VersionResult',
  writes: false,
  needs: 'folder',
  reads: [],
  changes: [],
  refuses: [],
  codes: [],
} as const satisfies CommandContract;

function outcome<Data>(data: Data): Outcome<Data> {
  return { data, next: [], warnings: [] };
}

async function checkColour(input: string): Promise<string> {
  if (input === 'beige') {
    throw new LodestarError('INPUT_INVALID', 'beige is no colour', { details: { value: input } });
  }
  if (input === 'loud') {
    process.stderr.write('ready\n');
  }
  return Promise.resolve(input);
}

/** Answers its own arguments. */
export class Echo extends LodestarCommand {
  static override readonly summary = 'Answer what was given.';
  static override readonly args = { id: stringArg(), rest: stringArg() };
  static override readonly flags = {
    note: textFlag(),
    item: textFlag({ multiple: true }),
    label: string({ multiple: true }),
    count: integer({ char: 'n', min: 1 }),
    colour: string({ parse: checkColour }),
    kind: string({ options: ['a', 'b'] }),
    alone: string({ exclusive: ['note'] }),
    old: string({ deprecated: true }),
  };
  static override readonly contract = { ...CONTRACT, writes: true } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Echo,
      async ({ dir, dryRun }, { args, flags }) =>
        Promise.resolve(outcome({ dir, dry_run: dryRun, args, flags })),
      (data, ui) => ui.t`note: ${data.flags.note}`,
    );
  }
}

/** Needs an argument. */
export class Need extends LodestarCommand {
  static override readonly summary = 'Need an argument.';
  static override readonly args = { id: stringArg({ required: true }) };
  static override readonly contract = CONTRACT;

  async run(): Promise<void> {
    await this.perform(
      Need,
      async (_context, { args }) => Promise.resolve(outcome(args)),
      ({ id }) => id,
    );
  }
}

/** Ends in the way that its argument names. */
export class End extends LodestarCommand {
  static override readonly summary = 'End in some way.';
  static override readonly args = { way: stringArg({ required: true }) };
  static override readonly contract = CONTRACT;

  async run(): Promise<void> {
    await this.perform(End, async (_context, { args }) => await endBy(args.way), displayLines);
  }
}

interface Lines {
  readonly lines: readonly string[];
}

function displayLines(data: Lines, ui: Ui): ReturnType<Ui['lines']> {
  return ui.lines(data.lines);
}

const BIG_LINES = 40_000;

async function endBy(way: string): Promise<Outcome<Lines>> {
  switch (way) {
    case 'big':
      return outcome({
        lines: Array.from({ length: BIG_LINES }, (_, index) => `line ${index} ${'x'.repeat(40)}`),
      });
    case 'hang':
      process.stderr.write('ready\n');
      return await new Promise(() => setInterval(() => undefined, 1000));
    case 'lost':
      return await new Promise(() => undefined);
    case 'late':
      setTimeout(() => {
        throw new Error('thrown from a timer');
      }, 1);
      return await new Promise(() => undefined);
    case 'rejected':
      void Promise.reject(new Error('nobody listens'));
      return await new Promise(() => setInterval(() => undefined, 1000));
    case 'fault':
      throw new TypeError('undefined is not a function');
    case 'string':
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- a package may throw what is no Error
      throw 'a bare string';
    case 'refused':
      throw new OperationFailure('NOTHING_TO_CLAIM', 'nothing here', {
        next: [{ intent: 'status', cmd: 'lodestar status', description: 'Look around' }],
        warnings: [{ code: 'some', message: 'mind this' }],
      });
    case 'control':
      return outcome({ lines: ['a\u001b[31mb\u009b2Jc\u202ed\u2028e\u007f'] });
    default:
      return outcome({ lines: [way] });
  }
}

/** Fails with what it found. */
export class Inspect extends LodestarCommand {
  static override readonly summary = 'Find a fault.';
  static override readonly contract = { ...CONTRACT, report: true } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Inspect,
      async () =>
        Promise.resolve({
          ...outcome({ found: 1 }),
          failure: new LodestarError('DOCTOR_FOUND', 'one fault'),
        }),
      ({ found }, ui) => ui.t`${found} found`,
    );
  }
}

/** Asks before it acts. */
export class Ask extends LodestarCommand {
  static override readonly summary = 'Ask.';
  static override readonly contract = CONTRACT;

  async run(): Promise<void> {
    await this.perform(
      Ask,
      async () => {
        await this.confirm('Really?', { yes: false, details: { would: 'act' } });
        return outcome({ acted: true });
      },
      () => 'acted',
    );
  }
}

/** Answers ids alone, for another program. */
export class Ids extends LodestarCommand {
  static override readonly summary = 'Print ids.';
  static override readonly contract = CONTRACT;

  async run(): Promise<void> {
    await this.perform(
      Ids,
      async () =>
        Promise.resolve({
          ...outcome({ ids: ['T1', 'T2'] }),
          next: [{ intent: 'task.show', cmd: 'lodestar task show T1', description: 'Show it' }],
        }),
      ({ ids }, ui) => ui.raw(ids.join('\n')),
    );
  }
}
