import type { RunOptions } from '../../support/workspace.ts';
import { fails, ok, type Call } from './call.ts';
import { ONE, TWO } from './every-state.ts';
import { MERGE_CALLS } from './merge-scenarios.ts';

const AS_ONE: RunOptions = { as: ONE };
const AS_TWO: RunOptions = { as: TWO };
const BROKEN_SPEC = 'project: {name: x}\ntasks: {A: {title: T, statsu: ready}}\n';

const AGENT_CALLS = {
  brief: [
    ok('brief', AS_ONE),
    ok('brief --task NEXT --format claude --budget 900', AS_TWO),
    ok('brief --format copilot'),
    fails('TASK_NOT_FOUND', 'brief --task NXT'),
    fails('USAGE', 'brief --budget 499'),
  ],
  'agent brief': [ok('agent brief', AS_ONE), fails('TASK_NOT_FOUND', 'agent brief --task NXT')],
  'agent find': [
    ok('agent find'),
    ok('agent find --role builder --capability typescript --status active,idle --busy'),
    ok('agent find --status left --free'),
    ok('agent find --role builder --capability typescript --status offline'),
    fails('INPUT_INVALID', 'agent find --role bulider'),
    fails('INPUT_INVALID', 'agent find --capability cobol'),
  ],
  'agent prune': [
    ok('agent prune'),
    ok('agent prune --older-than 7d', AS_ONE),
    fails('INPUT_INVALID', 'agent prune --older-than soon'),
  ],
  'agent show': [
    ok('agent show', AS_ONE),
    ok('agent show gone'),
    fails('ACTOR_NOT_FOUND', 'agent show ai:onne'),
  ],
  'agent heartbeat': [
    ok('agent heartbeat', AS_ONE),
    ok('agent heartbeat --renew', AS_ONE),
    fails('ACTOR_NOT_FOUND', 'agent heartbeat --as nobody'),
  ],
  'agent join': [
    ok('agent join --name three --role builder --capability a,b --model m --tool t'),
    ok('agent join --name one --resume'),
    ok('agent join --name gone'),
    ok('agent join --name ci:main', AS_ONE),
    fails('AGENT_NAME_IN_USE', 'agent join --name one'),
    fails('USAGE', "agent join --name 'no name'"),
  ],
  'agent leave': [
    ok('agent leave --reason Tired', AS_ONE),
    ok('agent leave'),
    fails('ACTOR_NOT_FOUND', 'agent leave --as nobody'),
  ],
  'agent list': [ok('agent list'), ok('agent list --all'), fails('USAGE', 'agent list --nope')],
  'lease list': [
    ok('lease list'),
    ok('lease list --lapsed'),
    ok('lease list --mine', AS_TWO),
    ok('lease list --holder gone'),
    fails('USAGE', 'lease list --holder nobody'),
    fails('USAGE', 'lease list --mine --holder one'),
  ],
  'lease revoke': [
    ok('lease revoke MINE --reason Stuck'),
    fails('LEASE_NOT_FOUND', 'lease revoke NEXT --reason Stuck'),
    fails('ACTOR_KIND_REFUSED', 'lease revoke MINE --reason Stuck', AS_TWO),
  ],
  whoami: [ok('whoami', AS_ONE), ok('whoami'), fails('USAGE', 'whoami', { as: 'no one' })],
} as const satisfies Record<string, readonly Call[]>;

const MSG_CALLS = {
  'msg inbox': [
    ok('msg inbox', AS_ONE),
    ok('msg inbox --include-read --limit 1', AS_TWO),
    ok('msg inbox --severity blocker --since 1h', AS_ONE),
    ok('msg inbox --after 0 --limit 1', AS_ONE),
    ok('msg inbox'),
    fails('INPUT_INVALID', 'msg inbox --since yesterday'),
    fails('USAGE', 'msg inbox --severity loud'),
  ],
  'msg read': [
    ok('msg read --all', AS_ONE),
    ok('msg read --task MINE --up-to 1', AS_ONE),
    fails('MESSAGE_NOT_FOUND', 'msg read 1', AS_ONE),
    fails('INPUT_INVALID', 'msg read --all --up-to 99999999'),
    fails('TASK_NOT_FOUND', 'msg read --task NXT'),
    fails('USAGE', 'msg read'),
    fails('USAGE', 'msg read 1 --all'),
  ],
  'msg search': [
    ok('msg search MAIN'),
    ok('msg search --to one --from two --until 2099-01-01 --limit 1', AS_TWO),
    ok('msg search --to all'),
    fails('INPUT_INVALID', 'msg search --until soon'),
    fails('USAGE', 'msg search a b'),
  ],
  'msg send': [
    ok("msg send --task MINE 'It works'", AS_TWO),
    ok('msg send --to two --severity blocker -s Build -', { as: ONE, input: 'main does not build\n' }),
    ok('msg send --all Frozen'),
    fails('USAGE', 'msg send Hello'),
    fails('USAGE', 'msg send --all --to one Hello'),
    fails('ACTOR_NOT_FOUND', 'msg send --to nobody Hello'),
    fails('TASK_NOT_FOUND', 'msg send --task NXT Hello'),
    fails('MESSAGE_NOT_FOUND', 'msg send --reply-to zz.1 Hello'),
    fails('MESSAGE_TOO_LARGE', `msg send --all ${'x'.repeat(16_385)}`),
    fails('INPUT_INVALID', "msg send --all ' '"),
  ],
  'msg thread': [
    ok('msg thread MINE', AS_ONE),
    ok('msg thread GIVEN-BACK --unread', AS_ONE),
    ok('msg thread NEXT --after 0'),
    fails('TASK_NOT_FOUND', 'msg thread NXT'),
  ],
} as const satisfies Record<string, readonly Call[]>;

const BACKUP = '.lodestar/local/all.sqlite';

const WORKSPACE_CALLS = {
  backup: [
    ok('backup .lodestar/local/new.sqlite'),
    ok(`backup ${BACKUP} --overwrite`),
    ok('backup'),
    fails('FILE_EXISTS', `backup ${BACKUP}`),
    fails('FILE_EXISTS', 'backup .lodestar --overwrite'),
    fails('FILE_NOT_FOUND', 'backup missing/new.sqlite'),
  ],
  completion: [
    ok('completion bash'),
    ok('completion zsh'),
    ok('completion fish'),
    ok('completion pwsh'),
    fails('USAGE', 'completion sh'),
  ],
  'config get': [ok('config get lease_ttl'), fails('CONFIG_KEY_NOT_FOUND', 'config get lease_tl')],
  'config list': [ok('config list'), fails('USAGE', 'config list --nope')],
  'config set': [
    ok('config set lease_ttl 30m'),
    ok('config set verify.separate false'),
    fails('INPUT_INVALID', 'config set lease_ttl 5x'),
  ],
  doctor: [
    ok('doctor'),
    ok('doctor --fix'),
    fails('DOCTOR_FOUND', 'doctor --strict'),
    fails('RUNTIME_HEALTHY', 'doctor --recover'),
    fails('USAGE', 'doctor --nope'),
  ],
  export: [
    ok('export json'),
    ok('export snapshot', AS_ONE),
    ok('export md'),
    ok('export csv'),
    ok('export csv --table leases'),
    ok('export csv --output tasks.csv'),
    fails('FILE_EXISTS', 'export md -o .lodestar/spec.yaml'),
    fails('FILE_EXISTS', 'export md -o .lodestar --force'),
    fails('FILE_NOT_FOUND', 'export md -o missing/plan.md'),
    fails('USAGE', 'export xml'),
    fails('USAGE', 'export md --table leases'),
  ],
  history: [ok('history DONE'), ok('history NEXT'), fails('TASK_NOT_FOUND', 'history NXT')],
  init: [ok('init'), ok('init part --name part --example'), ok('init --adopt'), fails('USAGE', 'init a b')],
  log: [
    ok('log'),
    ok('log --limit 2'),
    ok('log --after 3 --task MINE --type lease.granted'),
    fails('INPUT_INVALID', 'log --since yesterday'),
    fails('USAGE', 'log --type task.dnoe'),
  ],
  reset: [
    ok('reset --yes'),
    fails('CONFIRMATION_REQUIRED', 'reset'),
    fails('FILE_NOT_FOUND', 'reset --undo'),
  ],
  restore: [
    ok(`restore ${BACKUP} --yes`),
    fails('CONFIRMATION_REQUIRED', `restore ${BACKUP}`),
    fails('BACKUP_INVALID', 'restore .lodestar/spec.yaml --yes'),
    fails('FILE_NOT_FOUND', 'restore missing.sqlite --yes'),
    fails('INPUT_INVALID', 'restore .lodestar/runtime.sqlite --yes'),
  ],
  setup: [
    ok('setup agents-md'),
    ok('setup cursor'),
    ok('setup claude --print'),
    ok('setup copilot --remove'),
    fails('SETUP_OUTDATED', 'setup codex --check'),
    fails('USAGE', 'setup nobody'),
    fails('NOT_A_WORKSPACE', 'setup claude --dir /'),
  ],
  settle: [
    ok('settle'),
    ok('settle DONE STOPPED'),
    ok('settle --all'),
    ok('settle --since HEAD'),
    fails('REVISION_NOT_FOUND', 'settle --since nope'),
    fails('TASK_NOT_FOUND', 'settle STOPED'),
  ],
  'spec check': [
    ok('spec check'),
    ok('spec check -', { input: 'project: {name: x}\n' }),
    ok('spec check --base main'),
    ok('spec check --base HEAD --format github'),
    fails('REVISION_NOT_FOUND', 'spec check --base nope'),
    fails('USAGE', 'spec check --base main -', { input: 'project: {name: x}\n' }),
    fails('SPEC_INVALID', 'spec check -', { input: BROKEN_SPEC }),
    fails('SPEC_CONFLICTED', 'spec check -', { input: '<<<<<<< a\n=======\n>>>>>>> b\n' }),
    fails('FILE_NOT_FOUND', 'spec check missing.yaml'),
  ],
  'spec diff': [
    ok('spec diff'),
    ok('spec diff --staged --format md'),
    ok('spec diff - --format json', { input: 'project: {name: x}\ntasks: {NEXT: {title: T}}\n' }),
    fails('SPEC_INVALID', 'spec diff -', { input: BROKEN_SPEC }),
    fails('REVISION_NOT_FOUND', 'spec diff nope'),
    fails('FILE_NOT_FOUND', 'spec diff ./missing.yaml'),
    fails('USAGE', 'spec diff a..b c'),
  ],
  'spec drift': [
    ok('spec drift'),
    fails('INPUT_INVALID', 'spec drift --update NEXT'),
    fails('TASK_NOT_FOUND', 'spec drift --update NXT'),
  ],
  status: [ok('status'), ok('status', AS_ONE), fails('NOT_A_WORKSPACE', 'status --dir /')],
  version: [ok('version'), fails('USAGE', 'version 1')],
} as const satisfies Record<string, readonly Call[]>;

const TASK_READING_CALLS = {
  'task context': [
    ok('task context NEXT', AS_TWO),
    ok('task context WAITS --max-chars 1000'),
    ok('task context MINE', AS_ONE),
    fails('TASK_NOT_FOUND', 'task context NXT'),
    fails('USAGE', 'task context NEXT --max-chars 999'),
  ],
  'task graph': [
    ok('task graph'),
    ok('task graph --focus NEXT --hops 2'),
    ok('task graph --include-deleted --format mermaid'),
    fails('TASK_NOT_FOUND', 'task graph --focus NXT'),
    fails('USAGE', 'task graph --format foo'),
  ],
  'task tree': [
    ok('task tree'),
    ok('task tree NEXT --dependents --open'),
    fails('TASK_NOT_FOUND', 'task tree NXT'),
  ],
  board: [ok('board'), ok('board --limit 1'), fails('USAGE', 'board --limit 0')],
  'task list': [
    ok('task list'),
    ok('task list --include-deleted --sort state --limit 3'),
    ok('task list --mine', AS_ONE),
    ok('task list --search nothing-has-this-word'),
    ok('task list --fields id,locks,revision,created_at,claimed_by,expires_at'),
    fails('USAGE', 'task list --status weird'),
  ],
  'task next': [
    ok('task next', AS_TWO),
    ok('task next -n 9', AS_ONE),
    ok('task next --label none'),
    fails('USAGE', 'task next -n 0'),
  ],
  'task show': [
    ...'PROVEN NEXT WAITS DRAFT HELD WITHHELD OFF GONE MINE LAPSED GIVEN-BACK'
      .split(' ')
      .map((id) => ok(`task show ${id}`)),
    ...'DONE UNCHECKED UNSETTLED STOPPED DROPPED AGAIN'.split(' ').map((id) => ok(`task show ${id}`)),
    ok('task show MINE', AS_ONE),
    fails('TASK_NOT_FOUND', 'task show NXT'),
  ],
  'task why': [
    ...'PROVEN NEXT WAITS DRAFT HELD OFF GONE MINE OVERLAPS LAPSED DONE OPENED'
      .split(' ')
      .map((id) => ok(`task why ${id}`, AS_TWO)),
    ok('task why MINE', AS_ONE),
    fails('TASK_NOT_FOUND', 'task why NXT'),
  ],
} as const satisfies Record<string, readonly Call[]>;

const TASK_WRITING_CALLS = {
  'task block': [
    ok('task block NEXT --reason Wait'),
    ok('task block MINE --reason Wait', AS_ONE),
    fails('LEASE_HELD', 'task block MINE --reason Wait', AS_TWO),
    fails('TRANSITION_REFUSED', 'task block DRAFT --reason Wait'),
  ],
  'task cancel': [
    ok('task cancel NEXT --reason Never'),
    ok('task cancel MINE --reason Never', AS_ONE),
    fails('TRANSITION_REFUSED', 'task cancel PROVEN --reason Never'),
    fails('INPUT_INVALID', "task cancel NEXT --reason ' '"),
  ],
  'task claim': [
    ok('task claim', AS_TWO),
    ok('task claim GIVEN-BACK', AS_ONE),
    ok('task claim LAPSED --ttl 1h', AS_ONE),
    ok('task claim NEXT --context', AS_TWO),
    ok('task claim MINE', AS_ONE),
    ok('task claim OVERLAPS --allow-overlap', AS_TWO),
    fails('LOCK_OVERLAP', 'task claim OVERLAPS', AS_TWO),
    fails('LEASE_HELD', 'task claim MINE', AS_TWO),
    ...'DRAFT HELD OFF GONE DONE PROVEN WAITS'
      .split(' ')
      .map((id) => fails('NOT_CLAIMABLE', `task claim ${id}`, AS_TWO)),
    fails('TASK_NOT_FOUND', 'task claim NXT', AS_TWO),
    fails('NOTHING_TO_CLAIM', 'task claim --label none', AS_TWO),
    fails('INPUT_INVALID', 'task claim NEXT --ttl 5x', AS_TWO),
  ],
  'task create': [
    ok('task create --title New', AS_ONE),
    ok('task create --title Draft --draft --id NEW-1'),
    ok('task create --title Frozen --prd-source PRD.md --prd-ref #plan --prd-ref #L1-L2'),
    fails('INPUT_INVALID', 'task create --title x --prd-source PRD.md --prd-ref #plann'),
    fails('FILE_NOT_FOUND', 'task create --title x --prd-source ../PRD.md'),
    ok("task create --title Full --depends-on NEXT --label a,b --lock 'x/**' --criterion Works -p high"),
    ok('task create --title Extra --set x-size=3 --set \'x-o={"aB":1}\' --lease-ttl 1h --capability z'),
    fails('TASK_EXISTS', 'task create --title Again --id GONE'),
    fails('INPUT_INVALID', 'task create --title New --depends-on NXT'),
  ],
  'task delete': [
    ok('task delete OPENED'),
    ok('task delete DRAFT --cascade'),
    ok('task delete GONE'),
    fails('HAS_DEPENDENTS', 'task delete DRAFT'),
    fails('LEASE_HELD', 'task delete MINE --cascade', AS_TWO),
  ],
  'task done': [
    ok('task done MINE --criteria all --evidence file:.lodestar/spec.yaml --note Works', AS_ONE),
    ok('task done MINE', AS_ONE),
    ok('task done DONE', AS_ONE),
    fails('LEASE_NOT_HELD', 'task done MINE', AS_TWO),
    fails('LEASE_NOT_HELD', 'task done LAPSED', AS_TWO),
    fails('LEASE_NOT_HELD', 'task done NEXT', AS_ONE),
    fails('INPUT_INVALID', 'task done MINE --criteria 7', AS_ONE),
  ],
  'task ready': [
    ok('task ready DRAFT'),
    ok('task ready NEXT'),
    fails('TRANSITION_REFUSED', 'task ready DRAFT PROVEN'),
  ],
  'task release': [
    ok('task release MINE --note Half', AS_ONE),
    ok('task release GIVEN-BACK', AS_TWO),
    fails('LEASE_NOT_HELD', 'task release MINE', AS_TWO),
  ],
  'task renew': [
    ok('task renew MINE --ttl 2h', AS_ONE),
    fails('LEASE_NOT_HELD', 'task renew LAPSED', AS_TWO),
    fails('INPUT_INVALID', 'task renew MINE --ttl 0m', AS_ONE),
  ],
  'task reopen': [
    ...'PROVEN OFF GONE DONE UNSETTLED DROPPED'
      .split(' ')
      .map((id) => ok(`task reopen ${id} --reason Again`)),
    fails('TRANSITION_REFUSED', 'task reopen DRAFT --reason Again'),
  ],
  'task unblock': [
    ok('task unblock HELD'),
    ok('task unblock WITHHELD --reason Free'),
    ok('task unblock STOPPED', AS_ONE),
    fails('TRANSITION_REFUSED', 'task unblock NEXT'),
  ],
  'task update': [
    ok("task update NEXT --title 'Better' --add-label z --rm-label api --priority 7 --set x-a=1"),
    ok('task update NEXT WAITS --add-dep LAPSED'),
    ok('task update NEXT --add-label core'),
    fails('REVISION_MISMATCH', 'task update NEXT --title Better --if-revision 0000000000000000'),
    fails('INPUT_INVALID', 'task update NEXT --add-dep WAITS'),
    fails('USAGE', 'task update NEXT'),
  ],
  'task verify': [
    ok('task verify DONE'),
    ok('task verify UNSETTLED'),
    ok('task verify DONE --reject --reason Broken'),
    ok('task verify UNCHECKED --accept-unchecked --reason Later'),
    fails('CRITERIA_UNCHECKED', 'task verify UNCHECKED'),
    fails('TRANSITION_REFUSED', 'task verify NEXT'),
  ],
} as const satisfies Record<string, readonly Call[]>;

/**
 * For each command calls that succeed and calls that fail, each of them made in the workspace of every-state.ts as it is
 * before any of the others.
 */
export const SCENARIOS: Readonly<Record<string, readonly Call[]>> = {
  ...AGENT_CALLS,
  ...MERGE_CALLS,
  ...MSG_CALLS,
  ...WORKSPACE_CALLS,
  ...TASK_READING_CALLS,
  ...TASK_WRITING_CALLS,
};

export const ALL_CALLS: readonly Call[] = Object.values(SCENARIOS).flat();
