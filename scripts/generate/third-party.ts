import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBundledPackages } from '../build/bundled-packages.ts';
import { compareText } from './compare-text.ts';
import { productionPackages, type LockedPackage } from './production-packages.ts';

/** Of a package.json, what says whose a package is. */
interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

interface Component {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** What has to be handed on with copies, word for word. */
  readonly texts: readonly string[];
}

const LICENCE_FILE = /^(?:(?:mit-)?licen[cs]e|copying|notice)(?:[.-].*)?$/iu;

/** Code and data that come from no package of npm. */
const OTHERS = [
  {
    name: "gitleaks (rules for secrets, converted to JavaScript's syntax)",
    // In the head of what scripts/secret-rules.ts writes.
    source: 'src/secrets/secret-rules.generated.ts',
    version: /gitleaks@?\s*v?(?<version>\d+\.\d+\.\d+)/u,
    license: 'MIT',
    file: 'licences/gitleaks.txt',
  },
] as const;

function readComponent(folder: string): Component {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as PackageJson;
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  if (license === undefined || files.length === 0) {
    throw new Error(`${name}@${version} is bundled and has no licence that could be handed on`);
  }
  const texts = files.toSorted(compareText).map((file) => readFileSync(join(folder, file), 'utf8'));
  return { name, version, license, texts };
}

function readOther({ name, source, version, license, file }: (typeof OTHERS)[number]): Component {
  const found = version.exec(readFileSync(source, 'utf8'))?.groups?.version;
  if (found === undefined) {
    throw new Error(`${source} does not say of which version it is`);
  }
  return { name, version: found, license, texts: [readFileSync(file, 'utf8')] };
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function section({ name, version, license, texts }: Component): string {
  const quoted = texts.map((text) => `\`\`\`text\n${text.replaceAll('\r\n', '\n').trim()}\n\`\`\``);
  return [`### ${name} ${version}`, license, ...quoted].join('\n\n');
}

function installedRow({ name, version, license }: LockedPackage): string[] {
  return [name, version, license];
}

/** THIRD-PARTY.md: whose code is in the package, and what is installed with it. */
export async function thirdParty(): Promise<string> {
  const found = [...(await findBundledPackages()).map(readComponent), ...OTHERS.map(readOther)];
  // Packages that need one of the same version may each have a copy.
  const unique = new Map(found.map((component) => [`${component.name} ${component.version}`, component]));
  const components = [...unique].toSorted(([a], [b]) => compareText(a, b)).map(([, component]) => component);
  const installed = productionPackages();
  return [
    '# Third-party code',
    'Written by `npm run generate` from what the build puts into `dist/` and from `package-lock.json`.',
    '## In the package',
    `Code or data of these ${components.length} is in \`dist/\`. Their licences follow the table.`,
    table([
      ['name', 'version', 'licence'],
      ...components.map(({ name, version, license }) => [name, version, license]),
    ]),
    '## Installed with it',
    `These ${installed.length} packages are installed by npm, each with its licence in its folder: better-sqlite3, and what it needs to find or compile its native part, which holds SQLite (in the public domain).`,
    table([['name', 'version', 'licence'], ...installed.map(installedRow)]),
    '## Licences',
    ...components.map(section),
    '',
  ]
    .join('\n\n')
    .replace(/\n\n$/u, '\n');
}
