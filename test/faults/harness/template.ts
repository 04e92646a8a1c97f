import { cpSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { adoptRuntime } from '../../support/copy-workspace.ts';
import { memoryFolder } from '../../support/memory-folder.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import type { TestWorkspace } from '../../support/workspace.ts';

interface Source {
  readonly workspace: TestWorkspace;
  /** The folder that is copied, where it is more than the workspace: a repository with a linked worktree. */
  readonly container?: string;
}

/** A workspace of which copies are spoilt by the thousand. */
export class Template {
  readonly #workspace: TestWorkspace;
  readonly #container: string;

  constructor({ workspace, container = workspace.root }: Source) {
    this.#workspace = workspace;
    this.#container = container;
  }

  /** Gives a copy, in memory where there is a folder for that, to `work`, and removes it. */
  async inCopy<Result>(work: (copy: TestWorkspace, scratch: string) => Promise<Result>): Promise<Result> {
    const { root, runtimePath } = this.#workspace;
    const scratch = makeTempFolder(memoryFolder());
    const container = join(scratch, 'repo');
    const copy = this.#workspace.at(join(container, relative(this.#container, root)));
    try {
      cpSync(this.#container, container, {
        recursive: true,
        preserveTimestamps: true,
        verbatimSymlinks: true,
      });
      adoptRuntime(join(container, relative(this.#container, runtimePath)));
      return await work(copy, scratch);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}
