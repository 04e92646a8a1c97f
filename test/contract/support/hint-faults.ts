import { dirname, join } from 'node:path';
import type { ErrorCode } from '../../../src/errors.ts';
import type { Hint } from '../../../src/operations/outcome.ts';
import { answerHere } from '../../support/answer-here.ts';
import { copyWorkspace, inCopy } from '../../support/copy-workspace.ts';
import { envelopeOf, verdictOf } from '../../support/envelope.ts';
import { contractOf } from '../../support/manifest.ts';
import { shellWords } from '../../support/shell-words.ts';
import type { RunOptions, TestWorkspace } from '../../support/workspace.ts';
import { tellCall, type Call } from './call.ts';

/** Hints that may be refused where they were printed, because their description says what has to be true. */
const ALLOWED: readonly { readonly description: RegExp; readonly codes: readonly ErrorCode[] }[] = [
  // Whoever reads it may be the one who completed the task, or find that a criterion is not met.
  {
    description: /^(?:Confirm that|Have it verified$|Verify \S+, which is done$)/u,
    codes: ['CRITERIA_UNCHECKED', 'VERIFIER_NOT_SEPARATE'],
  },
  { description: /`lodestar spec check` lists them again|wrong with the spec$/u, codes: ['SPEC_INVALID'] },
  // It asks where what it puts aside is not settled.
  {
    description: /^(?:Swap the two again|Take the runtime from before back)$/u,
    codes: ['CONFIRMATION_REQUIRED'],
  },
  // There may be none.
  { description: /^Take (?:the next task|the first of it)$/u, codes: ['NOTHING_TO_CLAIM'] },
];

/** What no hint suggests: it cannot be taken back, or it takes something away from somebody. */
const DESTRUCTIVE: readonly RegExp[] = [
  /^lodestar task (?:delete|cancel)\b/u,
  /^lodestar (?:task update .*--rm-(?!dep)|lease revoke|agent leave|reset(?! --undo$))/u,
  / --(?:yes|force|cascade|allow-overlap|accept-unchecked|reject)\b/u,
  /^(?:rm|git)\b/u,
];

/** A word in capitals stands for what the reader has to fill in. */
const PLACEHOLDER = /(?:^|[\s<])(?:[A-Z]{2,})(?:$|[\s>])|<[a-z]+>/u;

/** The commands that the text of an error's hint names, whole and ready to run. */
function commandsOf(prose: string): Hint[] {
  return [...prose.matchAll(/`(?<cmd>lodestar [^`]+)`/gu)].flatMap(({ groups: { cmd = '' } = {} }) =>
    PLACEHOLDER.test(cmd) ? [] : [{ intent: 'prose', cmd, description: prose }],
  );
}

function isAllowed(hint: Hint, verdict: ErrorCode | 'ok'): boolean {
  return (
    verdict === 'ok' ||
    ALLOWED.some(({ description, codes }) => description.test(hint.description) && codes.includes(verdict))
  );
}

/** The call as it is made in a copy of the workspace: `parent` is the folder that the copy lies in. */
function optionsIn(copy: TestWorkspace, call: Call): RunOptions {
  const { from } = call;
  if (from === undefined) {
    return call.options;
  }
  return { ...call.options, cwd: from === 'parent' ? dirname(copy.root) : join(copy.root, from) };
}

/** Where hints are followed: what reads is run in `reader`, what writes in a copy of `original`. Both are the same. */
interface Place {
  readonly original: TestWorkspace;
  readonly reader: TestWorkspace;
}

async function verdictOn(call: Call, hint: Hint, place: Place): Promise<string> {
  const [program, ...args] = shellWords(hint.cmd);
  if (program !== 'lodestar') {
    return 'it is no command of lodestar';
  }
  if (args.includes('--help')) {
    const { code } = await answerHere(place.reader, args, optionsIn(place.reader, call));
    return code === 0 ? '' : `exit ${String(code)}`;
  }
  const follow = async (workspace: TestWorkspace): Promise<string> => {
    const run = await answerHere(workspace, args, optionsIn(workspace, call));
    return isAllowed(hint, verdictOf(run)) ? '' : `exit ${String(run.code)} ${run.stdout}`;
  };
  return contractOf(args).writes ? await inCopy(place.original, follow) : await follow(place.reader);
}

async function faultOf(call: Call, hint: Hint, place: Place): Promise<string> {
  return DESTRUCTIVE.some((pattern) => pattern.test(hint.cmd))
    ? 'it destroys'
    : await verdictOn(call, hint, place);
}

export interface Followed {
  readonly hints: readonly Hint[];
  /** What is wrong with them, told for people. */
  readonly faults: readonly string[];
}

/**
 * Makes calls in copies of one workspace, and runs each hint that they print in what is there then, as the same actor and
 * from the same folder. What was followed once where nothing had changed is not followed again.
 */
export class HintFollower {
  readonly #original: TestWorkspace;
  readonly #reader: Promise<TestWorkspace>;
  readonly #unchanged = new Map<string, Promise<string>>();

  constructor(original: TestWorkspace) {
    this.#original = original;
    this.#reader = copyWorkspace(original);
  }

  async follow(call: Call): Promise<Followed> {
    const reader = await this.#reader;
    return contractOf(call.args).writes
      ? await inCopy(
          this.#original,
          async (copy) => await this.#followIn(call, { original: copy, reader: copy }),
        )
      : await this.#followIn(call, { original: this.#original, reader });
  }

  async #followIn(call: Call, place: Place): Promise<Followed> {
    const run = await answerHere(place.reader, call.args, optionsIn(place.reader, call));
    const { next, error } = envelopeOf(run);
    const faults = verdictOf(run) === call.verdict ? [] : [`${tellCall(call)}: ${run.stdout}`];
    const hints = [...next, ...commandsOf(error?.hint ?? '')];
    for (const hint of hints) {
      const fault = await this.#faultOf(call, hint, place);
      if (fault !== '') {
        faults.push(`${tellCall(call)}\n  ${hint.cmd} (${hint.description}): ${fault}`);
      }
    }
    return { hints, faults };
  }

  async #faultOf(call: Call, hint: Hint, place: Place): Promise<string> {
    if (place.original !== this.#original) {
      return await faultOf(call, hint, place);
    }
    const key = JSON.stringify([hint.cmd, hint.description, call.options, call.from]);
    const known = this.#unchanged.get(key) ?? faultOf(call, hint, place);
    this.#unchanged.set(key, known);
    return await known;
  }
}
