import { PRIORITY_WORDS } from '../../model/task.ts';

/** Where an editor finds the schema in a repository that has Lodestar among its development dependencies. */
const SCHEMA_LINE = '# yaml-language-server: $schema=../node_modules/lodestar/schemas/spec.schema.json';

export const GITIGNORE_TEXT = `# What is happening now stays on this machine: leases, heartbeats, messages.
runtime.sqlite*
local/
# What a writer leaves when it is killed; the next one removes it.
.*.tmp
`;

export const CONFIG_TEXT = `# Settings of this workspace; \`lodestar config list\` shows them all with their values.
`;

/** A quoted scalar that YAML 1.1 and 1.2 read alike, for a name that may hold anything. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

export interface SpecTemplate {
  readonly name: string;
  readonly defaultBranch: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly example: boolean;
}

function exampleTasks(createdAt: string): string {
  const date = `created_at: '${createdAt}'`;
  return `tasks:
  T001:
    title: Lay out the project
    acceptance_criteria:
      - The build runs from a fresh clone
    locks: [package.json, tsconfig.json]
    priority: ${String(PRIORITY_WORDS.high)}
    status: ready
    ${date}
  T002:
    title: Read the input file
    description: Every line that cannot be read is named with its number.
    acceptance_criteria:
      - A missing file gives a clear error
      - A bad line is named with its number
    depends_on: [T001]
    labels: [core]
    locks: [src/input/**]
    status: ready
    ${date}
  T003:
    title: Write the report
    depends_on: [T001]
    labels: [core]
    locks: [src/report/**]
    status: ready
    ${date}
  T004:
    title: Document both in the README
    depends_on: [T002, T003]
    labels: [docs]
    locks: [README.md]
    priority: ${String(PRIORITY_WORDS.low)}
    status: ready
    ${date}
`;
}

/** The text of a new spec.yaml. */
export function specText(template: SpecTemplate): string {
  const tasks = template.example ? exampleTasks(template.createdAt) : 'tasks: {}\n';
  return `${SCHEMA_LINE}
# What the work is. It is committed and reviewed like code; edit it by hand or with \`lodestar task create\`.
project:
  name: ${quoted(template.name)}
  default_branch: ${quoted(template.defaultBranch)}
${tasks}`;
}
