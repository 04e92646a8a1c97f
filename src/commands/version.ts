import type { CommandContract } from '../cli/contract.ts';
import { displayVersion } from '../cli/displays/display-version.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { packageRoot } from '../cli/package-root.ts';
import { showVersion } from '../operations/version.ts';

export default class Version extends LodestarCommand {
  static override readonly summary = 'Say which Lodestar this is, and where it is installed.';
  static override readonly examples = ['lodestar version', 'lodestar --version'];
  static override readonly contract = {
    result: 'VersionResult',
    writes: false,
    needs: 'folder',
    reads: ['Nothing but the program itself.'],
    changes: [],
    refuses: [],
    codes: [],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    const { platform, arch, versions } = process;
    const input = { node: versions.node, platform, arch, root: packageRoot() };
    await this.perform(Version, async (context) => await showVersion(context, input), displayVersion);
  }
}
