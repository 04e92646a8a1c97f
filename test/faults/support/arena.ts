import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  openSide,
  removeRuntime,
  specPathOf,
  editedStatus,
  type RealWorld,
} from '../../simulation/real-world.ts';
import type { Clock } from '../../simulation/reference-world.ts';
import type { Workspace } from '../../../src/workspace/workspace.ts';
import { takeTurns } from './take-turns.ts';
import type { Turns } from './turns.ts';

/** Nobody of the histories. */
const OBSERVER = 'system:observer';
const AFTER_BOOT_MS = 1000;

/** Where a checkout of a path is replaced as Git does it: another file in its place. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/**
 * Two checkouts with one runtime, on which agents live one history after the other. Each agent has both checkouts open by
 * connections of its own, as a process of its own would.
 */
export class Arena {
  readonly roots: readonly [string, string];
  readonly #runtimePath: string;
  readonly #clock: Clock = { wallMs: 0, monotonicMs: 0, boot: 'boot 1' };
  readonly #turns: Turns;
  /** By actor and side. */
  readonly #opened = new Map<string, Workspace>();
  /** Of the two checkouts. */
  readonly #lastActors: [string, string] = [OBSERVER, OBSERVER];
  /** The plan of the branch that a checkout is not on. */
  readonly #elsewhere: [string, string] = ['', ''];

  constructor(folder: string, { config, turns }: { config: string; turns: Turns }) {
    this.roots = [join(folder, 'a'), join(folder, 'b')];
    this.#runtimePath = join(folder, 'shared', 'runtime.sqlite');
    this.#turns = turns;
    mkdirSync(join(folder, 'shared'), { recursive: true });
    for (const root of this.roots) {
      mkdirSync(join(root, '.lodestar'), { recursive: true });
      writeFileSync(join(root, '.lodestar', 'config.yaml'), config);
    }
  }

  /** Nothing of an earlier history is left but the boot that it ended in. */
  begin(spec: string, { wallMs, monotonicMs }: Clock): void {
    this.setClock({ wallMs, monotonicMs, boot: this.#clock.boot });
    this.removeRuntime();
    this.roots.forEach((root, side) => {
      replaceFile(specPathOf(root), spec);
      this.#elsewhere[side] = spec;
    });
  }

  setClock(clock: Clock): void {
    Object.assign(this.#clock, clock);
  }

  /** What an agent has open of one checkout. */
  async agent(actor: string, side: 0 | 1): Promise<RealWorld> {
    const workspace = await this.#workspaceOf(actor, side);
    return this.#world([workspace, workspace]);
  }

  /** Makes what an agent finds missing, before it is to take turns. */
  async warm({ workspaces }: RealWorld): Promise<void> {
    await workspaces[0].read(async () => undefined);
  }

  /** Both checkouts, as somebody sees them who changes nothing: by what was used last, which is opened already. */
  async observer(): Promise<RealWorld> {
    const [a, b] = this.#lastActors;
    return this.#world([await this.#workspaceOf(a, 0), await this.#workspaceOf(b, 1)]);
  }

  /** The agent's process is gone, and with it whatever it knew. */
  forget(actor: string): void {
    for (const side of [0, 1]) {
      this.#opened.get(`${actor} ${side}`)?.close();
      this.#opened.delete(`${actor} ${side}`);
    }
  }

  /** The machine starts anew: no process is left, and the monotonic clock begins again. */
  reboot(): void {
    this.close();
    this.#clock.boot = `boot ${Number(this.#clock.boot.split(' ')[1]) + 1}`;
    this.#clock.monotonicMs = AFTER_BOOT_MS;
  }

  get clock(): Clock {
    return { ...this.#clock };
  }

  close(): void {
    this.#opened.forEach((workspace) => workspace.close());
    this.#opened.clear();
  }

  removeRuntime(): void {
    removeRuntime({ runtimePath: this.#runtimePath });
  }

  pull(into: 0 | 1): void {
    replaceFile(
      specPathOf(this.roots[into]),
      readFileSync(specPathOf(this.roots[into === 0 ? 1 : 0]), 'utf8'),
    );
  }

  switchBranch(side: 0 | 1): void {
    const path = specPathOf(this.roots[side]);
    const left = readFileSync(path, 'utf8');
    replaceFile(path, this.#elsewhere[side]);
    this.#elsewhere[side] = left;
  }

  editStatusByHand(side: 0 | 1, id: string, status: string): void {
    const path = specPathOf(this.roots[side]);
    replaceFile(path, editedStatus(readFileSync(path, 'utf8'), id, status));
  }

  #world(workspaces: [Workspace, Workspace]): RealWorld {
    return { roots: this.roots, runtimePath: this.#runtimePath, clock: this.#clock, workspaces };
  }

  async #workspaceOf(actor: string, side: 0 | 1): Promise<Workspace> {
    const key = `${actor} ${side}`;
    let workspace = this.#opened.get(key);
    if (workspace === undefined) {
      workspace = await openSide(this.roots[side], this.#runtimePath, this.#clock);
      takeTurns(workspace, { turns: this.#turns, agent: actor, side });
      this.#opened.set(key, workspace);
    }
    this.#lastActors[side] = actor;
    return workspace;
  }
}
