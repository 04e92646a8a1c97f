interface NodeFacts {
  /** `v20.19.0`. */
  readonly version: string;
  readonly arch: string;
  /** The options that Node was started with, V8's among them. */
  readonly execArgv: readonly string[];
  /** NODE_OPTIONS. */
  readonly nodeOptions: string | undefined;
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/. It tells few texts apart and needs no module of Node's. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

/** Code that was compiled under one key fits another no more. V8 checks the same and is not asked to. */
export function cacheKey({ version, arch, execArgv, nodeOptions }: NodeFacts): string {
  const options = [...execArgv, nodeOptions ?? ''].join(' ').trim();
  return `${version}-${arch}${options === '' ? '' : `-${fnv1a(options)}`}`;
}
