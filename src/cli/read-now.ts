import { readFileSync } from 'node:fs';
import type { Now } from '../model/now.ts';

const BOOT_ID_PATH = '/proc/sys/kernel/random/boot_id';
const NANOSECONDS_PER_MS = 1_000_000n;

let bootId: string | undefined;

/** The name of this boot; empty where the system has none, and then the wall clock decides about leases. */
function readBootId(): string {
  try {
    return readFileSync(BOOT_ID_PATH).toString('utf8').trim();
  } catch {
    return '';
  }
}

/** Reads both clocks. Node's hrtime counts from the boot, for every process of the machine alike, where there is a boot id. */
export function readNow(): Now {
  bootId ??= readBootId();
  return { wallMs: Date.now(), bootId, monotonicMs: Number(process.hrtime.bigint() / NANOSECONDS_PER_MS) };
}
