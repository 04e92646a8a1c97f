import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { productionPackages } from '../../scripts/generate/production-packages.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';

interface Dependencies {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface LockEntry extends Dependencies {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

function readJson<Content>(name: string): Content {
  return JSON.parse(readFileSync(join(REPOSITORY_ROOT, name), 'utf8')) as Content;
}

const project = readJson<Dependencies & { readonly allowScripts: Readonly<Record<string, boolean>> }>(
  'package.json',
);
const { packages, lockfileVersion } = readJson<{
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockEntry>>;
}>('package-lock.json');
const { '': root, ...installed } = packages;

describe('package.json', () => {
  it('names each package by one exact version', () => {
    const named = { ...project.dependencies, ...project.devDependencies };
    for (const [name, version] of Object.entries(named)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/u);
      expect(installed[`node_modules/${name}`]?.version, name).toBe(version);
    }
    expect([project.peerDependencies, project.optionalDependencies]).toEqual([undefined, undefined]);
  });

  it('has the dependencies of the lock file', () => {
    expect(root).toMatchObject({
      dependencies: project.dependencies,
      devDependencies: project.devDependencies,
    });
  });
});

describe('package-lock.json', () => {
  it('holds what each package hashes to', () => {
    expect(lockfileVersion).toBe(3);
    for (const [path, { integrity, link }] of Object.entries(installed)) {
      expect(link, path).toBeUndefined();
      expect(integrity, path).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/u);
    }
  });

  it('has no install script but those that package.json allows, and for users only that of better-sqlite3', () => {
    const scripted = Object.entries(installed).filter(([, entry]) => entry.hasInstallScript === true);
    const nameOf = ([path]: readonly [string, LockEntry]): string => path.replace('node_modules/', '');
    expect(scripted.map(nameOf).sort()).toEqual(Object.keys(project.allowScripts).sort());
    expect(scripted.filter(([, { dev }]) => dev !== true).map(nameOf)).toEqual(['better-sqlite3']);
  });
});

it('docs/adr lists all that is installed for a user, and says how many that are', () => {
  const folder = join(REPOSITORY_ROOT, 'docs', 'adr');
  const name = readdirSync(folder).find((each) => each.endsWith('-supply-chain.md')) ?? '';
  const text = readFileSync(join(folder, name), 'utf8');
  const listed = [...text.matchAll(/^\| `(?<name>[^`]+)` \|/gmu)].map(({ groups }) => groups?.name);
  const names = productionPackages().map((each) => each.name);
  expect(listed.sort()).toEqual(names);
  expect(text).toContain(`${names.length} packages`);
});
