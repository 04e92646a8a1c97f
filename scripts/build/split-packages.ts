import { build, type BuildOptions, type Plugin } from 'esbuild';

/** Where split packages lie, beside the program. */
const FOLDER = 'packages';

/** Heavy, or for people at a terminal alone, and unused by hot commands. esbuild reads filters as Go expressions, which have no `u` flag. */
const HEAVY =
  /^(?:yaml|ajv|simple-git|chokidar|csv-stringify|diff|node-diff3|supports-hyperlinks|@dagrejs\/dagre)(?:\/|$)/;

/** Large and rarely used, though it is our own; with the packages that it imports. */
const OWN_HEAVY =
  /[\\/](?:(?:secret-rules|graph-page-script|completion-table)\.generated|read-headings)\.ts$/;

/** What oclif itself imports: for its help, its configuration and its colours, none of which a known command touches. */
const BARE = /^[a-z@]/;
const OCLIF = /@oclif[\\/]core[\\/]lib[\\/]/u;
const NODE_MODULES = /^(?:node:|crypto$|fs$|os$|path$|tty$|util$)/u;
/** It only reads its own version. */
const OCLIF_PACKAGE = '@oclif/core/package.json';

interface SplitPackage {
  readonly specifier: string;
  /** Folder that the specifier is resolved from: oclif may have another version than we. */
  readonly resolveDir: string;
}

function fileName(specifier: string, prefix: string): string {
  const name = specifier.replace(/^\.\//u, '').replace(/(?:\.generated)?\.[jt]s$/u, '');
  return `${FOLDER}/${prefix}${name.replaceAll(/[^A-Za-z0-9]+/gu, '-')}.cjs`;
}

/**
 * Keeps packages that are rarely used out of the program: V8 reads through all of a file before it runs any of it. An
 * import becomes a require of a file of its own, which happens when the first module that imports it runs.
 */
export class PackageSplitter {
  readonly #found = new Map<string, SplitPackage>();
  readonly #external: readonly string[];

  /** `external`: what is in no bundle at all. */
  constructor(external: readonly string[]) {
    this.#external = external;
  }

  plugin(): Plugin {
    return {
      name: 'split-packages',
      setup: (building) => {
        building.onResolve({ filter: HEAVY }, ({ path, resolveDir }) => this.#split(path, resolveDir, ''));
        building.onResolve({ filter: OWN_HEAVY }, ({ path, resolveDir }) =>
          this.#split(path, resolveDir, ''),
        );
        building.onResolve({ filter: BARE }, ({ path, importer, resolveDir }) =>
          OCLIF.test(importer) && this.#isPackage(path) ? this.#split(path, resolveDir, 'oclif-') : undefined,
        );
      },
    };
  }

  /** Builds the files of all packages that were found; each as its path below dist/ and its contents. */
  async build(options: BuildOptions): Promise<{ name: string; contents: Uint8Array }[]> {
    const files = [];
    for (const [name, { specifier, resolveDir }] of [...this.#found].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const contents = `module.exports = require(${JSON.stringify(specifier)});`;
      const built = await build({ ...options, stdin: { contents, resolveDir } });
      files.push(...(built.outputFiles ?? []).map((file) => ({ name, contents: file.contents })));
    }
    return files;
  }

  #isPackage(path: string): boolean {
    return !NODE_MODULES.test(path) && path !== OCLIF_PACKAGE && !this.#external.includes(path);
  }

  #split(specifier: string, resolveDir: string, prefix: string): { path: string; external: true } {
    const name = fileName(specifier, prefix);
    this.#found.set(name, { specifier, resolveDir });
    return { path: `./${name}`, external: true };
  }
}
