import type { DoctorCheck, Finding } from '../../operations/doctor/finding.ts';
import type { DoctorResult } from '../../operations/workspace/doctor.ts';
import { countOf } from '../ui/count-of.ts';
import { concat, type Rendered, type Style, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { paragraphs } from './paragraphs.ts';

const MARKS: Readonly<Record<DoctorCheck['status'], readonly [string, Style]>> = {
  pass: ['ok', 'green'],
  fail: ['FAIL', 'red'],
  warn: ['warn', 'yellow'],
  info: ['info', 'dim'],
};

const STYLES: Readonly<Record<Finding['severity'], Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'dim',
};

function mark(status: DoctorCheck['status'], ui: Ui): Text {
  const [word, style] = MARKS[status];
  return ui.style(style, word);
}

function checkTable(checks: readonly DoctorCheck[], ui: Ui): Text {
  return ui.table(
    [
      { header: '', value: (row) => mark(row.status, ui), importance: 9 },
      { header: 'CHECK', value: (row) => row.name, importance: 8, min: 14 },
      { header: 'SAYS', value: (row) => row.message, importance: 1 },
    ],
    checks,
  );
}

/** `why` is told once where findings with the same one follow each other. */
function findingBlock(finding: Finding, before: Finding | undefined, ui: Ui): Text {
  const { code, severity, what, why, remedy, fixed } = finding;
  if (fixed) {
    return concat(ui.style('green', 'mended'), ' ', ui.bold(code), ' ', ui.block(what));
  }
  return ui.lines([
    concat(ui.style(STYLES[severity], severity), ' ', ui.bold(code), ' ', what),
    why === before?.why ? undefined : ui.block(why, 4),
    remedy === '' ? undefined : concat('    ', ui.style('cyan', remedy)),
  ]);
}

function verdict({ healthy, findings }: DoctorResult, ui: Ui): Text {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity && !finding.fixed).length;
  const parts = [
    ...(healthy ? [] : [countOf(count('error'), 'error')]),
    ...(count('warning') === 0 ? [] : [countOf(count('warning'), 'warning')]),
  ];
  const tail = parts.length === 0 ? '' : ` ${parts.join(', ')}.`;
  return healthy
    ? ui.t`${ui.style('green', 'Healthy.')}${tail}`
    : ui.t`${ui.style('red', 'Not healthy:')}${tail}`;
}

function recovery({ recovered }: DoctorResult, ui: Ui): Text | undefined {
  if (recovered === null) {
    return undefined;
  }
  const { kept_in: keptIn, saved_events: saved, lost_events: lost } = recovered;
  return ui.lines([
    ui.t`The damaged runtime is kept in ${keptIn}`,
    ui.t`${countOf(saved, 'event')} saved, ${lost} lost. No lease is live: agents claim again.`,
  ]);
}

/** What was found, gravest first; then the list of what was looked at. What is only information stands in that list. */
export function displayDoctor(data: DoctorResult, ui: Ui): Rendered {
  const shown = data.findings.filter(({ severity, fixed }) => severity !== 'information' || fixed);
  return paragraphs([
    recovery(data, ui),
    verdict(data, ui),
    ...shown.map((finding, index) => findingBlock(finding, shown[index - 1], ui)),
    checkTable(data.checks, ui),
  ]);
}
