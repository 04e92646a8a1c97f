import { readSync, writeSync } from 'node:fs';

/** What every worker of the rigs does alike: `node WORKER API JOB`. */

/** The embedding API of the program under test. */
export const api = await import(process.argv[2]);

/** What the worker is to do. */
export const job = JSON.parse(process.argv[3]);

/** One line to the parent, who keeps it: written at once, so that a worker killed after it has said so. */
export function tell(line) {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

/** Waits until the parent has all its workers where it wants them. */
export function waitForGo() {
  tell('ready');
  readSync(0, Buffer.alloc(1));
}

/** Opens a workspace as an agent, as a program that embeds Lodestar does. */
export async function openAs(actor, { dir = process.cwd(), lease, now = api.readNow } = {}) {
  const folder = { dir, env: {}, now, dryRun: false, version: api.VERSION };
  return await api.openOperationContext(folder, { as: actor, lease, writing: true });
}

/** Both ends of an interval are taken from the clock that all processes of a machine share. */
export function nowNs() {
  return Number(process.hrtime.bigint());
}

/** The code of a failure; `CRASH` and the text of what is not one of Lodestar's. */
export function codeOf(error) {
  return error instanceof api.LodestarError ? error.code : `CRASH ${String(error?.stack ?? error)}`;
}
