import Database from 'better-sqlite3';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkspace } from '../../support/workspace.ts';

/** A workspace in which ai:worker holds T1 is made such that doctor cannot look at a part of it, or finds it broken. */
export interface Refusal {
  /** Of the error catalogue, or of a problem of the spec. */
  readonly code: string;
  readonly make: (workspace: TestWorkspace) => void;
}

function inRuntime({ runtimePath }: TestWorkspace, sql: string): void {
  const database = new Database(runtimePath);
  database.exec(sql);
  database.close();
}

function removeRuntime({ runtimePath }: TestWorkspace): void {
  for (const end of ['', '-wal', '-shm']) {
    rmSync(`${runtimePath}${end}`, { force: true });
  }
}

function editSpec(workspace: TestWorkspace, edit: (text: string) => string): void {
  writeFileSync(workspace.specPath, edit(workspace.readSpec()));
}

function dependsOn(text: string, id: string, dependency: string): string {
  return text.replace(`"${id}":\n`, `"${id}":\n    depends_on: [${dependency}]\n`);
}

export const REFUSALS: readonly Refusal[] = [
  {
    code: 'RUNTIME_NEWER',
    make: (workspace) => {
      inRuntime(workspace, 'PRAGMA user_version = 999; CREATE TABLE later (id)');
    },
  },
  {
    code: 'RUNTIME_FOREIGN',
    make: (workspace) => {
      removeRuntime(workspace);
      inRuntime(workspace, 'CREATE TABLE theirs (id)');
    },
  },
  {
    code: 'RUNTIME_DAMAGED',
    make: (workspace) => {
      inRuntime(workspace, 'PRAGMA wal_checkpoint(TRUNCATE)');
      const bytes = readFileSync(workspace.runtimePath);
      writeFileSync(workspace.runtimePath, Buffer.concat([Buffer.alloc(100, 'x'), bytes.subarray(100)]));
    },
  },
  {
    code: 'DEPENDENCY_MISSING',
    make: (workspace) => {
      editSpec(workspace, (text) => dependsOn(text, 'T3', 'T9'));
    },
  },
  {
    code: 'DEPENDENCY_CYCLE',
    make: (workspace) => {
      editSpec(workspace, (text) => dependsOn(dependsOn(text, 'T2', 'T3'), 'T3', 'T2'));
    },
  },
  {
    code: 'YAML_SYNTAX',
    make: (workspace) => {
      editSpec(workspace, (text) => `${text}  T9: [\n`);
    },
  },
  {
    code: 'CONFLICT_MARKERS',
    make: (workspace) => {
      editSpec(workspace, (text) => `<<<<<<< ours\n${text}=======\n>>>>>>> theirs\n`);
    },
  },
  {
    code: 'FILE_NOT_FOUND',
    make: (workspace) => {
      rmSync(workspace.specPath);
      symlinkSync('nothing.yaml', workspace.specPath);
    },
  },
  {
    code: 'CONFIG_INVALID',
    make: (workspace) => {
      writeFileSync(join(workspace.root, '.lodestar', 'config.yaml'), 'lease_ttl: soon\n');
    },
  },
];
