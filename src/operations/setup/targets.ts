import path from 'node:path';
import type { WorkspacePaths } from '../../workspace/find.ts';
import { hint } from '../hint.ts';
import type { BriefCommand } from '../brief/brief-parts.ts';
import type { BriefFormat } from '../brief/fit-brief.ts';

export const SETUP_TARGETS = ['agents-md', 'claude', 'cursor', 'codex', 'copilot'] as const;
export type SetupTarget = (typeof SETUP_TARGETS)[number];

interface TargetFile {
  readonly file: string;
  /** Copilot looks at the top of the checkout alone; the others also below it. */
  readonly at: 'workspace' | 'checkout';
  readonly format: BriefFormat;
  /** What a file of this kind has to begin with. */
  readonly head: string;
}

const CURSOR_HEAD =
  '---\ndescription: How work is planned and claimed in this repository\nalwaysApply: true\n---\n\n';

const AGENTS_MD: TargetFile = { file: 'AGENTS.md', at: 'workspace', format: 'generic', head: '' };

const FILES: Readonly<Record<SetupTarget, TargetFile>> = {
  'agents-md': AGENTS_MD,
  codex: AGENTS_MD,
  claude: { file: 'CLAUDE.md', at: 'workspace', format: 'claude', head: '' },
  cursor: { file: '.cursor/rules/lodestar.mdc', at: 'workspace', format: 'generic', head: CURSOR_HEAD },
  copilot: { file: '.github/copilot-instructions.md', at: 'checkout', format: 'copilot', head: '' },
};

/** What a file for a tool is, and where. */
export interface Target {
  readonly path: string;
  /** Nothing outside of it is written. */
  readonly boundary: string;
  readonly head: string;
  readonly format: BriefFormat;
}

export function targetOf(name: SetupTarget, { root, repository }: WorkspacePaths): Target {
  const { file, at, head, format } = FILES[name];
  const boundary = repository?.worktree ?? root;
  return { path: path.join(at === 'checkout' ? boundary : root, file), boundary, head, format };
}

/** The commands that an agent has to know of before it has read a brief. */
const NAMED: readonly (readonly string[])[] = [
  ['task', 'next'],
  ['task', 'claim', 'ID', '--context'],
  ['task', 'renew', 'ID'],
  ['task', 'done', 'ID', '--note', 'TEXT'],
  ['task', 'release', 'ID', '--note', 'TEXT'],
];

/** The text between the markers: short, because the brief says the rest and cannot go stale. */
export function blockBody({ format }: Pick<Target, 'format'>, commands: readonly BriefCommand[]): string {
  const brief = hint('', ['brief', ...(format === 'generic' ? [] : ['--format', format])], '').cmd;
  const named = NAMED.flatMap((words) => {
    const known = commands.find(({ id }) => words.join(' ').startsWith(id));
    return known === undefined ? [] : [`- \`lodestar ${words.join(' ')}\`: ${known.summary}`];
  });
  return [
    '## Lodestar',
    '',
    `The work of this repository is planned with Lodestar. Before you change anything, run \`${brief}\` and keep to what it says.`,
    '',
    ...named,
    '',
    'Claim a task before you work on it, renew it while you do, and never work on what another holds. `--json` answers with one value; `--help` ends in examples.',
    '',
  ].join('\n');
}
