const kept: object[] = [];

/**
 * Keeps one of the addon's objects until the process ends. better-sqlite3 12 under Node 24 takes the process down
 * (`RemoveEnvironmentCleanupHook … (env) != nullptr`) when the garbage collector destroys a database or a statement
 * outside of JavaScript; measured in a third of all commands. What is never garbage is never destroyed there. A handful
 * of small objects a connection is what it costs; version 13, which needs Node 22, has mended it.
 */
export function keepAlive<Kept extends object>(object: Kept): Kept {
  kept.push(object);
  return object;
}
