import type { Config } from '../../spec/config.ts';

export const LIVENESS = ['active', 'idle', 'offline', 'left'] as const;
export type Liveness = (typeof LIVENESS)[number];

/** How long an agent may be silent before it counts as idle, and as offline; from config.yaml. */
export type LivenessThresholds = Config['agents'];

/** `ageMs` is how long ago the last sign of life was; null when there was none. */
export function livenessOf(ageMs: number | null, thresholds: LivenessThresholds): Liveness {
  const silentMs = ageMs ?? Number.POSITIVE_INFINITY;
  if (silentMs < thresholds.idle_after_ms) {
    return 'active';
  }
  return silentMs < thresholds.offline_after_ms ? 'idle' : 'offline';
}
