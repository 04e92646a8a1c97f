import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { childEnvironment } from '../support/child-environment.ts';
import { git } from '../support/git.ts';
import { MANIFEST } from '../support/manifest.ts';
import { BUNDLE, REPOSITORY_ROOT } from '../support/paths.ts';
import { specText } from '../support/spec-text.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { commitAll, initRepository, writeWorkspace } from '../support/workspace.ts';

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const ACTION = parse(readFileSync(join(REPOSITORY_ROOT, 'action.yml'), 'utf8')) as Action;
const PAGE = readFileSync(join(REPOSITORY_ROOT, 'docs', 'ci.md'), 'utf8');

/** Answers as `gh api` does, from files, and notes what it was asked; without `may-write` it may only read. */
const GH = `#!/usr/bin/env bash
echo "$*" >> "$GH_FOLDER/calls"
case "$*" in
  *--method*)
    test -e "$GH_FOLDER/may-write" || { echo 'HTTP 403: Resource not accessible by integration' >&2; exit 1; }
    for word in "$@"; do case "$word" in body=@*) cp "\${word#body=@}" "$GH_FOLDER/body";; esac; done ;;
  *) cat "$GH_FOLDER/own-comments" 2> /dev/null || true ;;
esac
`;

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly summary: string;
  readonly calls: readonly string[];
  readonly body: string | undefined;
}

let folder = '';
let origin = '';
let checkout = '';
let base = '';

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** What an expression stands for in the run of a pull request; conditions are judged by the test. */
function evaluate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ *([\w.]+) *\}\}/gu, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) {
      throw new Error(`action.yml asks for ${name}, which the event has not`);
    }
    return value;
  });
}

/** Runs the steps as GitHub does: each in bash that ends at the first fault, what one puts out there for the next. */
function runAction(inputs: Readonly<Record<string, string>> = {}): Run {
  const event = {
    'github.base_ref': 'main',
    'github.event.pull_request.number': '7',
    'github.token': 'none',
  };
  const defaults = Object.entries(ACTION.inputs).map(([name, input]) => [
    `inputs.${name}`,
    evaluate(input.default, event),
  ]);
  const given = Object.entries({ command: `node ${BUNDLE}`, ...inputs }).map(([name, value]) => [
    `inputs.${name}`,
    value,
  ]);
  const values: Record<string, string> = {
    ...event,
    ...(Object.fromEntries([...defaults, ...given]) as Record<string, string>),
  };
  const summary = join(folder, 'summary.md');
  writeFileSync(summary, '');
  let output = '';
  let code: number | null = 0;
  for (const step of ACTION.runs.steps) {
    const isWanted = [...(step.if ?? '').matchAll(/(inputs\.\w+) == '(\w+)'/gu)].every(
      ([, name = '', word]) => values[name] === word,
    );
    if (!isWanted || (code !== 0 && step.if?.includes('!cancelled()') !== true)) {
      continue;
    }
    const outputs = join(folder, 'outputs');
    writeFileSync(outputs, '');
    const env = Object.entries(step.env).map(([name, value]) => [name, evaluate(value, values)]);
    const run = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: checkout,
      encoding: 'utf8',
      env: {
        ...childEnvironment(folder),
        PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`,
        ...Object.fromEntries(env),
        CI: 'true',
        GITHUB_ACTION_PATH: REPOSITORY_ROOT,
        GITHUB_OUTPUT: outputs,
        GITHUB_REPOSITORY: 'owner/name',
        GITHUB_STEP_SUMMARY: summary,
        GH_FOLDER: folder,
        RUNNER_TEMP: folder,
      },
    });
    output += run.stdout + run.stderr;
    code = code === 0 ? run.status : code;
    for (const line of readFileSync(outputs, 'utf8')
      .split('\n')
      .filter((each) => each !== '')) {
      values[`steps.${step.id ?? ''}.outputs.${line.slice(0, line.indexOf('='))}`] = line.slice(
        line.indexOf('=') + 1,
      );
    }
  }
  const calls = (readIfThere(join(folder, 'calls')) ?? '').split('\n').filter((each) => each !== '');
  return {
    code,
    output,
    summary: readFileSync(summary, 'utf8'),
    calls,
    body: readIfThere(join(folder, 'body')),
  };
}

/** A pull request in a clone as actions/checkout makes it. */
function makePullRequest(change: (text: string) => string): void {
  git(origin, 'switch', '--quiet', '-c', 'topic');
  const path = join(origin, '.lodestar', 'spec.yaml');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  commitAll(origin, 'Change');
  git(folder, 'clone', '--quiet', '--depth=1', '--branch=topic', pathToFileURL(origin).href, 'checkout');
}

beforeEach(() => {
  folder = makeTempFolder();
  origin = join(folder, 'origin');
  checkout = join(folder, 'checkout');
  initRepository(origin);
  // As GitHub's servers have it: any commit can be fetched by its id.
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  writeWorkspace(origin, { spec: specText([{ id: 'T1', status: 'done' }, { id: 'T2' }]) });
  commitAll(origin, 'Plan');
  base = git(origin, 'rev-parse', 'HEAD').trim();
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'gh'), GH);
  chmodSync(join(folder, 'bin', 'gh'), 0o755);
  writeFileSync(join(folder, 'may-write'), '');
});

describe('the action', () => {
  it('comments what changed once, and updates that comment', () => {
    makePullRequest((text) => `${text}${specText([{ id: 'T3' }]).replace(/^.*tasks:\n/su, '')}`);
    const first = runAction();
    expect(first, first.output).toMatchObject({ code: 0 });
    expect(first.body).toContain('### The plan: 1 added, 0 removed, 0 changed');
    expect(first.body).toBe(first.summary);
    expect(first.calls.at(-1)).toMatch(
      /^api --method POST repos\/owner\/name\/issues\/7\/comments --field body=@/u,
    );
    expect(first.calls[0]).toContain(first.body?.split('\n')[0] ?? 'a marker');
    writeFileSync(join(folder, 'own-comments'), '41\n42\n');
    expect(runAction().calls.at(-1)).toMatch(
      /^api --method PATCH repos\/owner\/name\/issues\/comments\/41 /u,
    );
  });

  it('fails for what a rule forbids, with an annotation at its line, after it has commented', () => {
    makePullRequest((text) => text.replace('status: done', 'status: ready'));
    const run = runAction();
    expect(run.code).toBe(4);
    expect(run.output).toMatch(
      /^::error file=\.lodestar\/spec\.yaml,line=7,col=\d+,title=OUTCOME_LOWERED::/mu,
    );
    expect(run.body).toContain('`status`: `done` → `ready`');
    expect(runAction({ check: 'false' }).code).toBe(0);
  });

  it('annotates a broken plan, of which there is no difference to show', () => {
    makePullRequest(() => 'project: {name: x}\ntasks: {T1: {titel: T}}\n');
    const run = runAction();
    expect(run.code).not.toBe(0);
    expect(run.output).toMatch(/^::error file=\.lodestar\/spec\.yaml,line=2,.*title=KEY_UNKNOWN::/mu);
    expect(run.calls).toEqual([]);
  });

  it('leaves it at the summary where the token may not write, as in a fork', () => {
    makePullRequest((text) => text.replace('Task T2', 'Another title'));
    rmSync(join(folder, 'may-write'));
    const run = runAction();
    expect(run, run.output).toMatchObject({ code: 0, body: undefined });
    expect(run.output).toContain('::notice title=Lodestar::');
    expect(run.summary).toContain('1 changed');
  });

  it('says nothing of a pull request that leaves the plan alone', () => {
    makePullRequest((text) => `# A comment\n${text}`);
    const run = runAction();
    expect(run, run.output).toMatchObject({ code: 0, body: undefined });
    expect(run.calls).toHaveLength(1);
  });

  it('shows the plan of commits that are not checked out', () => {
    makePullRequest((text) => text.replace('Task T2', 'Another title'));
    const head = git(checkout, 'rev-parse', 'HEAD').trim();
    git(checkout, 'fetch', '--quiet', '--depth=1', 'origin', base);
    git(checkout, 'switch', '--quiet', '--detach', base);
    const run = runAction({ head, check: 'false' });
    expect(run, run.output).toMatchObject({ code: 0 });
    expect(run.body).toContain('1 changed');
    expect(git(checkout, 'rev-parse', 'HEAD').trim()).toBe(base);
  });

  it('tells the pull request from what came to its base since, also where GitHub merged both to test them', () => {
    git(origin, 'switch', '--quiet', '-c', 'topic');
    const path = join(origin, '.lodestar', 'spec.yaml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('Task T2"', 'Task T2"\n    depends_on: [T1]'));
    commitAll(origin, 'Change');
    git(origin, 'switch', '--quiet', 'main');
    writeFileSync(path, text.replace('Task T1"', 'Another title"'));
    commitAll(origin, 'Meanwhile');
    git(origin, 'switch', '--quiet', '--detach', 'main');
    git(origin, 'merge', '--quiet', '--no-ff', '-m', 'Test', 'topic');
    git(origin, 'branch', 'merged');
    git(origin, 'switch', '--quiet', 'main');
    writeFileSync(path, text.replace('Task T1"', 'Another title"\n    depends_on: [T2]'));
    commitAll(origin, 'Still later');
    for (const [index, branch] of ['topic', 'merged'].entries()) {
      const name = `checkout-${index}`;
      git(folder, 'clone', '--quiet', `--branch=${branch}`, pathToFileURL(origin).href, name);
      checkout = join(folder, name);
      const run = runAction();
      expect(run.code, run.output).toBe(4);
      expect(run.output).toMatch(/^::error .*title=MERGE_CYCLE::/mu);
      expect(run.summary).toContain('### The plan: 0 added, 0 removed, 1 changed');
      expect(run.summary).not.toContain('Another title');
    }
  });

  it('does without another fetch where all is there, as in a private repository without credentials', () => {
    makePullRequest((text) => text.replace('Task T2', 'A title'));
    git(checkout, 'fetch', '--quiet', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*');
    git(checkout, 'remote', 'set-url', 'origin', '/nonexistent');
    const run = runAction();
    expect(run, run.output).toMatchObject({ code: 0 });
    expect(run.body).toContain('1 changed');
  });

  it('hands nothing foreign to a shell but in variables', () => {
    for (const { run, env, shell } of ACTION.runs.steps) {
      expect([shell, run.includes('${{')]).toEqual(['bash', false]);
      expect(Object.values(env).every((value) => /^\$\{\{ [\w.]+ \}\}$/u.test(value))).toBe(true);
    }
  });

  it('names commands and flags that there are', () => {
    const lines = [...ACTION.runs.steps.map(({ run }) => run), PAGE].join('\n');
    const calls = [...lines.matchAll(/(?:\$LODESTAR|lodestar) (spec (?:diff|check))\b([^\n`>]*)/gu)];
    expect(calls.length).toBeGreaterThan(3);
    for (const [, id = '', rest = ''] of calls) {
      const known = MANIFEST.commands[id.replace(' ', ':')]?.flags ?? {};
      const flags = [...rest.matchAll(/--([a-z-]+)/gu)].map(([, name = '']) => name);
      expect(Object.keys(known), `${id}${rest}`).toEqual(expect.arrayContaining(flags));
    }
  });
});

describe('docs/ci.md', () => {
  const workflows = [...PAGE.matchAll(/<!-- workflow -->\n\n```yaml\n(.*?)```/gsu)].map(
    ([, text = '']) => parse(text) as Record<string, unknown>,
  );

  it('has workflows that parse, with the least permissions and inputs that the action has', () => {
    expect(workflows).toHaveLength(2);
    for (const { permissions, jobs } of workflows) {
      expect(permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
      const steps = Object.values(
        jobs as Record<string, { steps: { uses: string; with?: object }[] }>,
      ).flatMap((job) => job.steps);
      const own = steps.filter(({ uses }) => uses.startsWith('OWNER/lodestar@'));
      expect(own).toHaveLength(1);
      expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(own[0]?.with ?? {})));
    }
  });

  it('runs nothing of a fork with a token that can write', () => {
    const [, privileged] = workflows;
    expect(Object.keys(privileged?.on as object)).toEqual(['pull_request_target']);
    const text = JSON.stringify(privileged?.jobs);
    expect(text).not.toMatch(/"ref"|"run"/u);
    expect(text).toContain('"check":"false"');
  });

  it('has settings that config.yaml takes', async () => {
    const [, text = ''] = /```yaml\n(check:\n.*?)```/su.exec(PAGE) ?? [];
    const { parseConfig } = await import('../../src/spec/load-config.ts');
    expect((await parseConfig(text)).config.check).toMatchObject({
      prd_drifted: 'error',
      lock_outside: 'off',
    });
  });
});
