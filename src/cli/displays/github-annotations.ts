import type { SpecCheckResult } from '../../operations/spec/check.ts';
import { safe } from '../ui/safe.ts';

/** As the runner reads it back: actions/toolkit, packages/core/src/command.ts. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string | number): string {
  return data(safe(String(text)))
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C');
}

/**
 * Commands to the runner of GitHub's workflows, one a line, each of which puts a problem beside its line of the file. Paths are
 * from the repository's top on.
 */
export function githubAnnotations({ problems, folder }: SpecCheckResult): string[] {
  return problems.map(({ severity, file, line, column, code, message, hint }) => {
    const path = folder === '' ? file : `${folder}/${file}`;
    const where = [
      `file=${property(path)}`,
      `line=${property(line)}`,
      `col=${property(column)}`,
      `title=${property(code)}`,
    ];
    const text = hint === null ? safe(message) : `${safe(message)}\n${safe(hint)}`;
    return `::${severity} ${where.join(',')}::${data(text)}`;
  });
}
