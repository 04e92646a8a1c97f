import { readFileSync } from 'node:fs';
import { compareText } from './compare-text.ts';

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** An entry of `packages` in package-lock.json. */
interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

const PREFIX = 'node_modules/';

/** What `npm install lodestar` installs besides Lodestar itself, as package-lock.json has it, by name. */
export function productionPackages(): LockedPackage[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, LockEntry>>;
  };
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && dev !== true && devOptional !== true)
    .map(([path, { version = '', license = 'unknown' }]) => ({
      name: path.slice(path.lastIndexOf(PREFIX) + PREFIX.length),
      version,
      license,
    }))
    .toSorted((a, b) => compareText(a.name, b.name));
}
