import { spawnSync } from 'node:child_process';
import type { Job } from '../measure.ts';
import type { PlannedTask } from '../plan-of.ts';

/** What every tool can be asked: the one task to do next, all tasks, one task with everything, a new task. */
export const PEER_COMMANDS = ['next', 'list', 'show', 'create'] as const;
export type PeerCommand = (typeof PEER_COMMANDS)[number];

/** A folder with a plan in the form of one tool. */
export interface PeerPlace {
  readonly cwd: string;
  readonly env: Job['env'];
  /** The words of each command line. */
  readonly commands: Readonly<Record<PeerCommand, readonly string[]>>;
}

/** What a place is made of. */
export interface PlaceParts {
  /** New and empty. */
  readonly folder: string;
  readonly plan: readonly PlannedTask[];
  /** The search path, and a home of its own; nothing else of the person. */
  readonly env: Job['env'];
  /** The bulk import is given up after so long, by an error. */
  readonly limitMs: number;
}

export interface FoundPeer {
  readonly version: string;
  readonly makePlace: (parts: PlaceParts) => PeerPlace;
}

/** Another tool for the same work. */
export interface Peer {
  readonly name: string;
  /** `undefined` where it is not installed. */
  readonly find: () => FoundPeer | undefined;
  /** How it is found. */
  readonly foundBy: string;
}

/** The id of the task that is shown: the last of the smallest plans' first quarter. */
export const SHOWN = 5;

/** What a program prints for `--version`, where it runs and that looks like a version. */
export function versionOf(program: string, pattern = /\d+\.\d+\.\d+/u): string | undefined {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? pattern.exec(stdout)?.[0] : undefined;
}
