import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment } from '../../support/child-environment.ts';
import { git } from '../../support/git.ts';
import type { Random } from '../../support/random.ts';
import { specText } from '../../support/spec-text.ts';
import { commitAll, writeWorkspace, type TestWorkspace } from '../../support/workspace.ts';

const run = promisify(execFile);

/** Git writes 16 KiB at a time, so that there is something to tear: with these, over a hundred KiB. */
export const TASKS = 160;
const FILLER = 'what is to be done here, and why, in some words. '.repeat(12);

const BRANCHES = ['alder', 'birch'] as const;

/** Each deed changes a line of its own, far enough from the others for Git to merge them. */
const ANCHORS = ['edited', 'pulled', 'stashed'].map((what) => `# ${what} 0\n#\n#\n#\n`).join('');

function anchored(text: string, what: string, round: number): string {
  return text.replace(new RegExp(`^# ${what} \\d+$`, 'mu'), `# ${what} ${round}`);
}

/** The same ids on each branch, and titles that tell which branch they are of. */
export function planOf(branch: string): string {
  const tasks = Array.from({ length: TASKS }, (_, index) => ({
    id: `T${index + 1}`,
    title: `${branch} ${index + 1} ${FILLER}`,
  }));
  return `${ANCHORS}${specText(tasks)}`;
}

/** The branches that a text has titles of. */
export function branchesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/^ {4}title: "(\w+) \d+ /gmu)].map(([, branch]) => branch ?? ''))];
}

/** From when to when something was done to the checkout, on the clock that all processes share. */
export interface Deed {
  readonly kind: DeedKind;
  /** It takes the file from under a writer without looking at it once more: what is saved meanwhile, it may throw away. */
  readonly isCareless: boolean;
  readonly fromNs: number;
  readonly toNs: number;
}

const DEEDS = ['checkout', 'pull', 'stash', 'rebase', 'sed', 'editor'] as const;
export type DeedKind = (typeof DEEDS)[number];

/** A checkout that Git, `sed -i` and an editor change all the time, in processes of their own. */
export class DisturbedCheckout {
  readonly deeds: Deed[] = [];
  /** Git refused, for what was changed meanwhile. */
  refusals = 0;
  readonly #workspace: TestWorkspace;
  readonly #random: Random;
  /** Another clone of the same repository, from which is pulled. */
  readonly #other: string;
  #round = 0;

  constructor(workspace: TestWorkspace, random: Random) {
    this.#workspace = workspace;
    this.#random = random;
    this.#other = join(workspace.home, 'other');
    const shared = join(workspace.home, 'shared.git');
    for (const branch of BRANCHES) {
      workspace.git('checkout', '--quiet', '-b', branch, 'main');
      writeWorkspace(workspace.root, { spec: planOf(branch) });
      commitAll(workspace.root, `on ${branch}`);
    }
    git(workspace.home, 'clone', '--quiet', '--bare', workspace.root, shared);
    git(workspace.home, 'clone', '--quiet', shared, this.#other);
    workspace.git('remote', 'add', 'origin', shared);
  }

  get #substitution(): string {
    return `s/^# edited [0-9]*/# edited ${this.#round}/`;
  }

  get branch(): string {
    return this.#workspace.git('symbolic-ref', '--short', 'HEAD').trim();
  }

  /** Does one thing to the checkout; most often it switches the branch. */
  async disturb(kinds: readonly DeedKind[] = DEEDS): Promise<void> {
    const kind = this.#random.below(3) === 0 ? this.#random.pick(kinds) : 'checkout';
    const deeds = {
      checkout: async () => await this.#checkout(),
      pull: async () => await this.#pull(),
      stash: async () => await this.#stash(),
      rebase: async () => await this.#rebase(),
      sed: async () => await this.#sed(),
      editor: async () => await this.#editor(),
    };
    const fromNs = Number(process.hrtime.bigint());
    this.#round += 1;
    const refusals = this.refusals;
    await deeds[kind]();
    // A merge that is refused ends with a `reset --hard`, and puts back what was there before it.
    const isCareless = kind === 'pull' ? this.refusals > refusals : kind !== 'checkout';
    this.deeds.push({ kind, isCareless, fromNs, toNs: Number(process.hrtime.bigint()) });
  }

  /** All of what is in the file, committed: what is not in a commit then was lost. */
  async commit(): Promise<void> {
    await run('git', ['commit', '--quiet', '--all', '--message', `on ${this.branch}`], this.#options).catch(
      () => undefined,
    );
  }

  async #git(...args: readonly string[]): Promise<boolean> {
    return await this.#gitIn(this.#workspace.root, ...args);
  }

  get #options(): { cwd: string; env: Record<string, string> } {
    return { cwd: this.#workspace.root, env: childEnvironment(this.#workspace.home) };
  }

  async #gitIn(cwd: string, ...args: readonly string[]): Promise<boolean> {
    try {
      await run('git', args, { ...this.#options, cwd });
      return true;
    } catch {
      this.refusals += 1;
      return false;
    }
  }

  async #checkout(): Promise<void> {
    await this.commit();
    await this.#git('checkout', '--quiet', this.branch === BRANCHES[0] ? BRANCHES[1] : BRANCHES[0]);
  }

  /** Somebody else changes the first line, and that is merged. */
  async #pull(): Promise<void> {
    const { branch } = this;
    await this.#gitIn(this.#other, 'checkout', '--quiet', branch);
    const spec = join(this.#other, '.lodestar', 'spec.yaml');
    writeFileSync(spec, anchored(readFileSync(spec, 'utf8'), 'pulled', this.#round));
    await this.#gitIn(this.#other, 'commit', '--quiet', '--all', '--message', `on ${branch}`);
    await this.#gitIn(this.#other, 'push', '--quiet', 'origin', branch);
    await this.commit();
    const isPulled = await this.#git('pull', '--quiet', '--no-rebase', '--no-edit', 'origin', branch);
    if (!isPulled) {
      await this.#git('merge', '--abort');
    }
  }

  async #stash(): Promise<void> {
    const { specPath } = this.#workspace;
    writeFileSync(specPath, anchored(readFileSync(specPath, 'utf8'), 'stashed', this.#round));
    if (await this.#git('stash', 'push', '--quiet')) {
      await this.#git('stash', 'pop', '--quiet');
    }
    await this.commit();
  }

  /** What the branch has of its own is put on the branch from which it comes, in one commit. */
  async #rebase(): Promise<void> {
    const { branch } = this;
    await this.commit();
    await this.#git('reset', '--quiet', '--soft', 'main');
    await this.#git('commit', '--quiet', '--all', '--message', `on ${branch}`);
    if (!(await this.#git('rebase', '--quiet', '--force-rebase', 'main'))) {
      await this.#git('rebase', '--abort');
    }
    await this.#git('push', '--quiet', '--force', 'origin', branch);
    await this.#gitIn(this.#other, 'fetch', '--quiet');
    await this.#gitIn(this.#other, 'checkout', '--quiet', branch);
    await this.#gitIn(this.#other, 'reset', '--quiet', '--hard', `origin/${branch}`);
  }

  async #sed(): Promise<void> {
    await run('sed', ['-i', this.#substitution, this.#workspace.specPath]);
  }

  /** As editors without a temporary file do: the file is cut to nothing, and written piece by piece. */
  async #editor(): Promise<void> {
    const script = 'text=$(sed "$1" "$0"; printf x); printf %s "${text%x}" > "$0"';
    await run('sh', ['-c', script, this.#workspace.specPath, this.#substitution]);
  }
}
