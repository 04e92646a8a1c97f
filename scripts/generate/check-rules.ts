import {
  CHECK_RULES,
  CHECK_RULE_NAMES,
  codeOfRule,
  defaultSeverity,
} from '../../src/operations/spec/check-rules.ts';

const BEGIN = '<!-- rules:begin -->';
const END = '<!-- rules:end -->';

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function table(): string {
  const rows = CHECK_RULE_NAMES.map((rule) => {
    const { when, why, remedy } = CHECK_RULES[rule];
    return `| \`${rule}\` | \`${codeOfRule(rule)}\` | ${defaultSeverity(rule)} | ${cell(when)} | ${cell(why)} | ${cell(remedy)} |`;
  });
  return [
    '| rule | code | severity | when | why it matters | what to do |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** docs/ci.md with the table of the rules between its marks. */
export function withCheckRules(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`docs/ci.md lacks ${BEGIN} or ${END}`);
  }
  return `${before}${BEGIN}\n\n${table()}\n\n${END}${after}`;
}
