import { findCacheFolder } from './launch/cache-folder.ts';
import { cacheKey } from './launch/cache-key.ts';
import { ScriptLoader, type CodeCache } from './launch/script-loader.ts';

/** Put in by the build. */
declare const BUILT_FILES: Readonly<Record<string, string>>;

/** What the built program exports; see program.ts. */
interface Program {
  start(argv: readonly string[], onCommand: (kind: string) => void): void;
}

function openCache(): CodeCache | undefined {
  const uid = process.getuid?.();
  const folder = findCacheFolder({ env: process.env, uid, euid: process.geteuid?.() });
  if (folder === undefined || uid === undefined) {
    return undefined;
  }
  const { version, arch, execArgv, env } = process;
  return { folder, uid, key: cacheKey({ version, arch, execArgv, nodeOptions: env.NODE_OPTIONS }) };
}

const loader = new ScriptLoader({
  dir: import.meta.dirname,
  files: BUILT_FILES,
  require,
  cache: openCache(),
});
let kind = '';
process.once('exit', (code) => {
  loader.save(`${kind} ${code}`);
});
(loader.load('./program.cjs') as Program).start(process.argv.slice(2), (command) => {
  kind = command;
});
