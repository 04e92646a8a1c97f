import { LodestarError } from '../../errors.ts';
import { loadConfig } from '../../spec/config.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import { foundOfError } from './examine-spec.ts';
import { examined, notExamined, type Examined } from './finding.ts';

/** config.yaml, which may be missing. */
export async function examineConfig(workspace: WorkspacePaths | undefined): Promise<Examined> {
  if (workspace === undefined) {
    return notExamined('config.yaml', 'this checkout has no workspace');
  }
  try {
    const { origins } = await loadConfig(workspace.configPath);
    const own = Object.values(origins).filter((origin) => origin !== 'default').length;
    return examined('config.yaml', [], own === 0 ? 'every setting has its default' : `${own} settings`);
  } catch (error) {
    if (!(error instanceof LodestarError)) {
      throw error;
    }
    const why = 'Commands that need a setting are refused while config.yaml has errors.';
    return examined('config.yaml', [foundOfError(error, why)], '');
  }
}
