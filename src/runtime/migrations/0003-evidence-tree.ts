import type { Migration } from './migration.ts';

/** What a commit among the evidence holds: its id is rewritten by a rebase, and that of its tree is not. */
export const evidenceTree: Migration = {
  version: 3,
  sql: `
ALTER TABLE evidence ADD COLUMN tree TEXT;
`,
};
