import { EXIT_MEANINGS } from '../../src/cli/exit-codes.ts';
import { ERROR_CATALOGUE } from '../../src/error-catalogue.ts';
import { EXIT } from '../../src/exit.ts';

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function table(exit: number): string {
  const rows = Object.entries(ERROR_CATALOGUE)
    .filter(([, entry]) => entry.exit === exit)
    .map(
      ([code, { http, retryable, when, remedy }]) =>
        `| \`${code}\` | ${cell(when)} | ${cell(remedy)} | ${retryable ? 'yes' : 'no'} | ${http} |`,
    );
  return ['| code | when | what to do | retryable | HTTP |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** docs/ERRORS.md: every code, by its exit code. */
export function errorCatalogue(): string {
  const sections = Object.entries(EXIT)
    .filter(([name]) => name !== 'ok')
    .map(([name, exit]) => `## Exit ${exit}: ${EXIT_MEANINGS[name as keyof typeof EXIT]}\n\n${table(exit)}`);
  return [
    '# Errors',
    '',
    '<!-- Generated from src/error-catalogue.ts by `npm run generate`. -->',
    '',
    'Under `--json` a failure is `{"ok":false,"error":{"code","message","details","hint","retryable"},"data":null,"next":[…],"warnings":[…]}`.',
    'A code keeps its meaning; messages and hints are for people and may change. *Retryable* means that the same call can',
    'succeed later without anything else being changed. Exit 0 is success, and only then is `ok` true. A process that',
    'SIGTERM ended exits with 143 and the code `INTERRUPTED`.',
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}
