import type { Config } from '../../spec/config.ts';

export type Liveness = 'active' | 'idle' | 'offline' | 'left';

/** How long an agent may be silent before it counts as idle, and as offline; from config.yaml. */
export type LivenessThresholds = Config['agents'];

export function livenessOf(lastSeenMs: number | null, nowMs: number, thresholds: LivenessThresholds): Liveness {
  const silent = lastSeenMs === null ? Number.POSITIVE_INFINITY : nowMs - lastSeenMs;
  if (silent < thresholds.idle_after_ms) {
    return 'active';
  }
  return silent < thresholds.offline_after_ms ? 'idle' : 'offline';
}
