import type { Runtime } from '../../runtime/open.ts';
import { CACHE_FORMAT, CACHE_SCHEMA, CACHE_TABLES } from './schema.ts';

/**
 * Attaches this checkout's cache to the runtime's connection. Another format is dropped: all of it is derived. Without a
 * runtime nothing beside the spec is written either: the cache is in memory then.
 */
export function prepareCache(runtime: Runtime, localDir: string): void {
  const path = runtime.mode === 'writable' ? `${localDir}/cache.sqlite` : ':memory:';
  runtime.attachCache(path, (connection) => {
    if (connection.pragma('cache.user_version') === CACHE_FORMAT) {
      return;
    }
    for (const table of CACHE_TABLES) {
      connection.exec(`DROP TABLE IF EXISTS cache.${table}`);
    }
    connection.exec(CACHE_SCHEMA);
    connection.exec(`PRAGMA cache.user_version = ${CACHE_FORMAT}`);
  });
}
