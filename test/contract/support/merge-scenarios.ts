import type { RunOptions } from '../../support/workspace.ts';
import { fails, ok, type Call } from './call.ts';
import { ONE } from './every-state.ts';

const AS_ONE: RunOptions = { as: ONE };

export const MERGE_CALLS = {
  'task rename': [
    ok('task rename NEXT SOON'),
    fails('TASK_EXISTS', 'task rename NEXT WAITS'),
    fails('TASK_NOT_FOUND', 'task rename NXT SOON'),
    fails('INPUT_INVALID', "task rename NEXT 'a b'"),
    fails('LEASE_HELD', 'task rename MINE YOURS'),
  ],
  'git-setup merge-driver': [
    ok('git-setup merge-driver'),
    ok('git-setup merge-driver --attributes'),
    ok('git-setup merge-driver --print'),
    ok('git-setup merge-driver --remove'),
    fails('SETUP_OUTDATED', 'git-setup merge-driver --check'),
    fails('NOT_A_WORKSPACE', 'git-setup merge-driver --dir /'),
  ],
  'spec merge': [
    ok('spec merge .lodestar/spec.yaml .lodestar/spec.yaml .lodestar/spec.yaml'),
    ok('spec merge /dev/null versions/ours.yaml versions/ours.yaml --output merged.yaml'),
    fails('MERGE_CONFLICTS', 'spec merge versions/base.yaml versions/ours.yaml versions/theirs.yaml --diff3'),
    fails('FILE_NOT_FOUND', 'spec merge missing.yaml versions/ours.yaml versions/theirs.yaml'),
  ],
  'spec log': [
    ok('spec log'),
    ok('spec log NEXT --limit 1'),
    fails('TASK_NOT_FOUND', 'spec log NOWHERE'),
    fails('REVISION_NOT_FOUND', 'spec log --dir /'),
  ],
  'worktree add': [
    ok('worktree add MINE --branch other --from HEAD --path linked-too', AS_ONE),
    ok('worktree add MINE', AS_ONE),
    fails('WORKTREE_REFUSED', 'worktree add MINE --branch main', AS_ONE),
    fails('WORKTREE_REFUSED', 'worktree add MINE --path .', AS_ONE),
    fails('WORKTREE_REFUSED', 'worktree add MINE --branch other --path .', AS_ONE),
    fails('REVISION_NOT_FOUND', 'worktree add MINE --branch other --from nowhere', AS_ONE),
    fails('LEASE_NOT_HELD', 'worktree add NEXT', AS_ONE),
    fails('TASK_NOT_FOUND', 'worktree add NOWHERE', AS_ONE),
  ],
  'worktree list': [ok('worktree list'), fails('NOT_A_WORKSPACE', 'worktree list --dir /')],
  'worktree remove': [
    ok('worktree remove MINE', AS_ONE),
    fails('WORKTREE_REFUSED', 'worktree remove main'),
    fails('WORKTREE_REFUSED', 'worktree remove mine'),
    fails('WORKTREE_NOT_FOUND', 'worktree remove NEXT'),
  ],
  'spec resolve': [ok('spec resolve'), fails('NOT_A_WORKSPACE', 'spec resolve --dir /')],
} as const satisfies Record<string, readonly Call[]>;
