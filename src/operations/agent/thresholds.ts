import type { RuntimeContext } from '../context.ts';
import type { LivenessThresholds } from './liveness.ts';

/** Without a workspace there is no config.yaml: then the defaults hold. */
const DEFAULTS: LivenessThresholds = { idle_after_ms: 15 * 60_000, offline_after_ms: 60 * 60_000 };

export async function thresholdsOf(context: RuntimeContext): Promise<LivenessThresholds> {
  return context.workspace === undefined ? DEFAULTS : (await context.workspace.config()).agents;
}
