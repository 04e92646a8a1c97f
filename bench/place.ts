import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Job } from './measure.ts';
import { specOf } from './spec-of.ts';

/** What is measured: a Node, and the built command that it runs. */
export interface Subject {
  readonly node: string;
  readonly program: string;
}

/** A workspace in a new repository, with a home of its own, so that neither caches nor settings of the person count. */
export interface Place {
  readonly root: string;
  readonly spec: string;
  readonly env: Readonly<Record<string, string>>;
  /** A run of the command; `label` names the series. */
  job(label: string, args: readonly string[], more?: { env?: Job['env']; before?: Job['before'] }): Job;
  /** An empty script. */
  bare(label?: string): Job;
  /** Runs the command now, unmeasured; what it answers as JSON. */
  run(args: readonly string[]): unknown;
  remove(): void;
}

const EMPTY_SCRIPT = resolve('bench/empty.cjs');
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

interface PlaceOptions {
  readonly subject: Subject;
  readonly size: number;
  /** Keep NODE_EXTRA_CA_CERTS, which makes Node 20 read certificates at each start. */
  readonly certificates?: boolean;
}

export function makePlace({ subject, size, certificates = false }: PlaceOptions): Place {
  const folder = mkdtempSync(join(tmpdir(), 'lodestar-bench-'));
  const root = join(folder, 'repo');
  const certificatesPath = process.env.NODE_EXTRA_CA_CERTS;
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    LODESTAR_AGENT: 'ai:bench',
    ...(certificates && certificatesPath !== undefined ? { NODE_EXTRA_CA_CERTS: certificatesPath } : {}),
  };
  const spec = join(root, '.lodestar', 'spec.yaml');
  mkdirSync(join(root, '.lodestar'), { recursive: true });
  writeFileSync(spec, specOf(size));
  writeFileSync(join(root, '.gitignore'), '.lodestar/runtime.sqlite*\n.lodestar/local/\n');
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...args], {
      cwd: root,
      env,
      stdio: 'ignore',
    });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'Plan');
  const argv = (args: readonly string[]) => [subject.node, subject.program, ...args, '--json'];
  return {
    root,
    spec,
    env,
    job: (label, args, more = {}) => ({
      label,
      argv: argv(args),
      cwd: root,
      env: { ...env, ...more.env },
      ...(more.before === undefined ? {} : { before: more.before }),
    }),
    bare: (label = 'bare Node') => ({ label, argv: [subject.node, EMPTY_SCRIPT], cwd: root, env }),
    run: (args) => {
      const [file = '', ...rest] = argv(args);
      const options = { cwd: root, env, encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES } as const;
      return (JSON.parse(execFileSync(file, rest, options)) as { data: unknown }).data;
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
