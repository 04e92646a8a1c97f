import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpecEdit } from '../../../src/spec/edit.ts';
import { editSpec, type PlanEdit, type SaveOptions, type Saved } from '../../../src/spec/save.ts';
import type { IndexLock } from '../../../src/spec/index-lock.ts';
import type { GitIndex } from '../../../src/spec/stable-read.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

/** A lock of Git's, as `git/head.ts` finds it. */
export function lockOf(changedAtMs: number): IndexLock {
  return { path: '.git/index.lock', mark: `1 ${changedAtMs}`, changedAtMs };
}

/** A checkout that tests move under a writer. */
export class TestCheckout {
  branch = 'main';
  readonly isCallersLock = false;
  indexLocked = false;
  /** Counts how often Git changed its index. */
  indexes = 0;
  /** Called at each look for a lock. */
  onLook: () => void = () => undefined;

  indexLock(): IndexLock | undefined {
    this.onLook();
    return this.indexLocked ? lockOf(Date.now()) : undefined;
  }

  head(): string {
    return this.branch;
  }

  index(): GitIndex {
    return { mark: String(this.indexes), mtimeNs: 0n };
  }
}

export const SPEC = 'tasks:\n  T1: # one\n    title: x\n  T2:\n    title: y\n';

/** A folder with a spec in it, and the ways that tests write to it. */
export class SpecFolder {
  readonly root = makeTempFolder();
  readonly path: string;
  readonly checkout = new TestCheckout();

  constructor(text: string = SPEC) {
    mkdirSync(join(this.root, '.lodestar'));
    this.path = join(this.root, '.lodestar/spec.yaml');
    writeFileSync(this.path, text);
  }

  text(): string {
    return readFileSync(this.path, 'utf8');
  }

  async save<T>(plan: PlanEdit<T>, options: Partial<SaveOptions> = {}): Promise<Saved<T>> {
    const defaults: SaveOptions = {
      path: this.path,
      root: this.root,
      watch: this.checkout,
      withMutex: async (fn) => await fn(),
      isUnmerged: async () => false,
      dryRun: false,
    };
    return await editSpec({ ...defaults, ...options }, plan);
  }

  /** Sets the title of `T1`. */
  async setTitle(title: string, options: Partial<SaveOptions> = {}): Promise<Saved<string>> {
    return await this.save(async () => ({ edits: [titleEdit(title)], result: title }), options);
  }
}

export function titleEdit(title: string): SpecEdit {
  return { kind: 'set', id: 'T1', fields: { title } };
}
