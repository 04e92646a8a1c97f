import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { readCacheFile, writeCacheFile } from './cache-file.ts';

/** How Node's own CommonJS modules are wrapped; the build wraps these so. */
type Wrapped = (
  ...given: [
    exports: unknown,
    require: Require,
    module: { exports: unknown },
    filename: string,
    dirname: string,
  ]
) => void;

type Require = (id: string) => unknown;

export interface CodeCache {
  readonly folder: string;
  readonly uid: number;
  /** Of this Node and its options. */
  readonly key: string;
}

export interface LoaderOptions {
  /** The folder of the built files. */
  readonly dir: string;
  /** The built scripts by the path that imports give them; the name of each file holds the hash of its content. */
  readonly files: Readonly<Record<string, string>>;
  /** Node's own, for everything else. */
  readonly require: Require;
  readonly cache: CodeCache | undefined;
}

interface Loaded {
  readonly script: Script;
  readonly cacheName: string;
  /** Whose functions are in the cache already. */
  readonly runs: readonly string[];
}

/**
 * Loads the program's own scripts, compiled by an earlier run where there is such code. What V8 compiled during a run is
 * kept after it, with the functions that it first met: so a second run of the same kind compiles nothing.
 */
export class ScriptLoader {
  readonly #options: LoaderOptions;
  readonly #modules = new Map<string, { exports: unknown }>();
  readonly #loaded: Loaded[] = [];

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  readonly load = (id: string): unknown => {
    const file = this.#options.files[id];
    if (file === undefined) {
      return this.#options.require(id);
    }
    let module = this.#modules.get(id);
    if (module === undefined) {
      module = { exports: {} };
      this.#modules.set(id, module);
      this.#run(file, module);
    }
    return module.exports;
  };

  /** Keeps what was compiled, for the next run of this kind. */
  save(run: string): void {
    const { cache } = this.#options;
    for (const { script, cacheName, runs } of this.#loaded) {
      if (cache !== undefined && !runs.includes(run)) {
        const content = script.createCachedData();
        writeCacheFile(cache.folder, cacheName, { runs: [...runs, run], content });
      }
    }
  }

  #run(file: string, module: { exports: unknown }): void {
    const { dir, cache } = this.#options;
    const path = join(dir, file);
    const cacheName = `${file.replaceAll('/', '-')}-${cache?.key ?? ''}`;
    const cached = cache === undefined ? undefined : readCacheFile(join(cache.folder, cacheName), cache.uid);
    // ASCII, by the build: one byte a character is all that there is to decode.
    const source = readFileSync(path, 'latin1');
    const script = new Script(source, {
      filename: path,
      ...(cached === undefined ? {} : { cachedData: cached.content }),
    });
    const runs = cached === undefined || script.cachedDataRejected === true ? [] : cached.runs;
    this.#loaded.push({ script, cacheName, runs });
    const wrapped = script.runInThisContext() as Wrapped;
    wrapped(module.exports, this.load, module, path, dirname(path));
  }
}
