import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'reports';
const START = '<!-- rigs -->';
const END = '<!-- end of rigs -->';

/** What test/faults/harness/report.ts writes. */
interface RigReport {
  readonly id: string;
  readonly name: string;
  readonly goal: string;
  readonly size: 'full' | 'short' | 'control';
  /** What was removed; `null` for the product as it is. */
  readonly control: string | null;
  readonly verdict: 'held' | 'broken' | 'stopped';
  readonly seconds: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly measures: Readonly<Record<string, number | string>>;
  readonly faults: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
}

function isRigReport(value: unknown): value is RigReport {
  return typeof value === 'object' && value !== null && 'verdict' in value && 'control' in value;
}

function numberOf({ id }: RigReport): number {
  return Number(id.replace(/\D/gu, ''));
}

function readReports(): RigReport[] {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : [];
  return names
    .map((name): unknown => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')))
    .filter(isRigReport)
    .toSorted(
      (a, b) =>
        a.id.charCodeAt(0) - b.id.charCodeAt(0) ||
        numberOf(a) - numberOf(b) ||
        a.name.localeCompare(b.name, 'en') ||
        (a.control ?? '').localeCompare(b.control ?? '', 'en'),
    );
}

function figuresOf({ counts, measures }: RigReport): string {
  return Object.entries({ ...counts, ...measures })
    .map(([what, figure]) => `${what}: ${typeof figure === 'number' ? figure.toLocaleString('en') : figure}`)
    .join('; ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(columns), row(columns.map(() => '---')), ...rows.map(row)].join('\n');
}

function machineOf(reports: readonly RigReport[]): string {
  const [newest] = reports;
  const versions = Object.entries(newest?.versions ?? {}).map(([what, version]) => `${what} ${version}`);
  return `Of full runs on: ${versions.join(', ')}.`;
}

function rigTables(reports: readonly RigReport[]): string {
  const full = reports.filter(({ size }) => size === 'full');
  const controls = reports.filter(({ control }) => control !== null);
  const held = table(
    ['goal', 'what must hold', 'verdict', 'figures', 'seconds', 'command'],
    full.map((each) => [
      each.id,
      each.goal,
      each.verdict,
      figuresOf(each),
      String(each.seconds),
      `\`npm run faults:full -- ${each.name}\``,
    ]),
  );
  const seen = table(
    ['goal', 'rig', 'without', 'faults that it reported', 'the first of them'],
    controls.map((each) => [
      each.id,
      each.name,
      each.control ?? '',
      String(each.counts.faults ?? each.faults.length),
      (each.faults[0] ?? 'none').slice(0, 160),
    ]),
  );
  return `${machineOf(full)}\n\n${held}\n\n### Negative controls\n\nThe same rigs on copies of the program that lack a protection: each has to report faults.\n\n${seen}`;
}

/** The page with the tables of the reports that are kept between its markers. */
export function withRigTables(page: string): string {
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`docs/RELIABILITY.md lacks ${START} or ${END}`);
  }
  return `${before}${START}\n\n${rigTables(readReports())}\n\n${END}${after}`;
}
