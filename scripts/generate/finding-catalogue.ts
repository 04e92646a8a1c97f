import { FINDING_CATALOGUE, type Severity } from '../../src/operations/doctor/catalogue.ts';

const SECTIONS: readonly (readonly [Severity, string])[] = [
  ['error', 'Errors: `doctor` exits 4'],
  ['warning', 'Warnings: `doctor` exits 0, and 4 with `--strict`'],
  ['information', 'Information: `doctor` exits 0'],
];

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function table(severity: Severity): string {
  const rows = Object.entries(FINDING_CATALOGUE)
    .filter(([, entry]) => entry.severity === severity)
    .map(
      ([code, { when, why, remedy, fix }]) =>
        `| \`${code}\` | ${cell(when)} | ${cell(why)} | ${cell(remedy)} | ${cell(fix ?? '')} |`,
    );
  return ['| code | when | why it matters | what to do | `--fix` |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

/** docs/DOCTOR.md: every finding, by its severity. */
export function findingCatalogue(): string {
  return [
    '# What doctor finds',
    '',
    '<!-- Generated from src/operations/doctor/catalogue.ts by `npm run generate`. -->',
    '',
    '`lodestar doctor` looks at both planes and changes nothing. Each finding has a code, a severity, what was found, why it matters',
    'and a remedy that loses nothing. `--fix` does what the last column says, and nothing where that is empty; `--fix --dry-run`',
    'says what it would do. `--recover` is for what is damaged: it keeps the file aside and makes a new runtime of its log.',
    '',
    'Besides these, what keeps doctor from looking is found with its code of [ERRORS.md](ERRORS.md) (`RUNTIME_NEWER`,',
    '`RUNTIME_FOREIGN`, `CONFIG_INVALID` and others, as errors; `RUNTIME_READONLY` as a warning), and problems of the spec with the',
    'codes of `lodestar spec check`.',
    '',
    ...SECTIONS.flatMap(([severity, heading]) => [`## ${heading}`, '', table(severity), '']),
  ].join('\n');
}
