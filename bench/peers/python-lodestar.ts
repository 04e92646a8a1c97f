import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { specOfPlan } from '../spec-of.ts';
import { SHOWN, versionOf, type Peer, type PlaceParts, type PeerPlace } from './peer.ts';

/** It reads the same spec. */
function makePlace(program: string, { folder, plan, env }: PlaceParts): PeerPlace {
  mkdirSync(join(folder, '.lodestar'), { recursive: true });
  writeFileSync(join(folder, '.lodestar', 'spec.yaml'), specOfPlan(plan));
  const commands = {
    next: [program, 'task', 'next', '--json'],
    list: [program, 'task', 'list', '--json'],
    show: [program, 'task', 'show', `T${SHOWN}`, '--json'],
    create: [program, 'task', 'create', '--title', 'New', '--json'],
  };
  return { cwd: folder, env, commands };
}

/** Its command has our own command's name, so that only a variable can tell it. */
export const pythonLodestar: Peer = {
  name: 'Python lodestar',
  foundBy: 'LODESTAR_PYTHON_CLI',
  find: () => {
    const program = process.env.LODESTAR_PYTHON_CLI;
    const version = program === undefined ? undefined : versionOf(program);
    return program === undefined || version === undefined
      ? undefined
      : { version, makePlace: (parts) => makePlace(program, parts) };
  },
};
