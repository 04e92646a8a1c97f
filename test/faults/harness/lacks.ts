import { hasTool } from '../../support/needs-tool.ts';

/** What `Rig.lacks` answers where one of these programs is not installed. */
export function lacksTools(...tools: readonly string[]): string | undefined {
  const missing = tools.filter((tool) => !hasTool(tool));
  return missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`;
}
