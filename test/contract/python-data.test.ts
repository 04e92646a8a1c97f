import { beforeAll, describe, expect, it } from 'vitest';
import { inCopy } from '../support/copy-workspace.ts';
import { envelopeOf } from '../support/envelope.ts';
import type { TestWorkspace } from '../support/workspace.ts';
import { makeEveryState, ONE, TWO } from './support/every-state.ts';

/**
 * What the Python lodestar answers as `data`, key by key: `a.b` is a key of an object, `a[].b` one of the first item of a
 * list. What programs read there they find here under the same name.
 */
interface Shape {
  readonly args: readonly string[];
  readonly as?: string;
  readonly keys: readonly string[];
  /** Where the Python lodestar's keys are found; `data` unless said otherwise. */
  readonly at?: 'details';
  /** Keys of the Python lodestar that belong to what is not built yet. */
  readonly notYet?: readonly string[];
}

const TASK = [
  'id',
  'title',
  'description',
  'acceptance_criteria',
  'depends_on',
  'labels',
  'locks',
  'priority',
  'status',
  'created_at',
  'updated_at',
  'completed_by',
  'completed_at',
  'verified_by',
  'verified_at',
  'prd',
];

const SHAPES: Readonly<Record<string, Shape>> = {
  init: {
    args: ['init', 'part', '--name', 'part'],
    keys: ['initialized', 'path', 'project_name', 'mcp_enabled', 'prd_prompt_created', 'files_created[]'],
  },
  status: {
    args: ['status'],
    keys: [
      'initialized',
      ...['name', 'default_branch', 'conventions'].map((key) => `project.${key}`),
      'tasks.total',
      ...['todo', 'ready', 'blocked', 'done', 'verified', 'deleted'].map((key) => `tasks.by_status.${key}`),
      'tasks.claimable',
      'agents.registered',
      'agents.active_leases',
      'messages.total',
      'messages.by_task.DONE',
    ],
  },
  doctor: {
    args: ['doctor'],
    keys: ['healthy', 'checks[].name', 'checks[].status', 'checks[].message'],
  },
  reset: {
    args: ['reset', '--yes'],
    keys: [
      'reset_type',
      'runtime_deleted',
      'tasks_deleted',
      'agents_cleared',
      'leases_cleared',
      'messages_cleared',
    ],
  },
  'reset that nobody confirmed': {
    args: ['reset'],
    at: 'details',
    keys: ['reset_type', 'tasks_to_delete', 'agents_to_clear', 'leases_to_clear', 'messages_to_clear'],
  },
  'agent join': {
    args: ['agent', 'join', '--name', 'three', '--capability', 'a'],
    keys: ['agent_id', 'display_name', 'role', 'capabilities[]', 'registered_at', 'session_meta'],
  },
  'agent list': {
    args: ['agent', 'list'],
    keys: [
      ...['agent_id', 'display_name', 'role', 'status', 'capabilities', 'last_seen_at', 'session_meta'].map(
        (key) => `agents[].${key}`,
      ),
      'count',
    ],
  },
  'agent heartbeat': { args: ['agent', 'heartbeat'], as: ONE, keys: ['agent_id', 'updated'] },
  'task create': { args: ['task', 'create', '--title', 'New'], keys: TASK },
  'task update': {
    args: ['task', 'update', 'NEXT', '--title', 'Better'],
    keys: [...TASK, 'updated_fields[]', 'prd.source', 'prd.refs[].anchor', 'prd.refs[].lines', 'prd.excerpt'],
  },
  'task list': {
    args: ['task', 'list'],
    keys: [
      ...['id', 'title', 'status', 'priority', 'labels', 'depends_on', 'claimed_by'].map(
        (key) => `tasks[].${key}`,
      ),
      'count',
    ],
  },
  'task show': {
    args: ['task', 'show', 'MINE'],
    keys: [
      ...TASK,
      'claimed_by.agent_id',
      'claimed_by.expires_at',
      'communication.message_count',
      'communication.participating_agents',
      'claimable',
    ],
  },
  'task next': {
    args: ['task', 'next'],
    keys: [...['id', 'title', 'priority', 'labels'].map((key) => `tasks[].${key}`), 'total_claimable'],
  },
  'task claim': {
    args: ['task', 'claim', 'GIVEN-BACK'],
    as: ONE,
    keys: [
      'lease_id',
      'task_id',
      'agent_id',
      'expires_at',
      'ttl_seconds',
      ...['message_id', 'from_agent_id', 'created_at', 'text', 'subject', 'severity'].map(
        (key) => `handoff_message.${key}`,
      ),
      'unread_count',
    ],
    notYet: ['context.title', 'context.description', 'context.prd_source', 'context.prd_excerpt'],
  },
  'task renew': {
    args: ['task', 'renew', 'MINE'],
    as: ONE,
    keys: ['task_id', 'lease_id', 'new_expires_at'],
  },
  'task release': { args: ['task', 'release', 'MINE'], as: ONE, keys: ['task_id', 'released'] },
  'task done': {
    args: ['task', 'done', 'MINE'],
    as: ONE,
    keys: ['task_id', 'status', 'completed_by'],
  },
  'task verify': {
    args: ['task', 'verify', 'DONE'],
    keys: ['task_id', 'status', 'unblocked', 'verified_by'],
  },
  'task delete': {
    args: ['task', 'delete', 'OPENED'],
    keys: ['deleted[].id', 'deleted[].title', 'count'],
  },
  'task graph': {
    args: ['task', 'graph'],
    keys: [
      ...['id', 'title', 'status', 'priority'].map((key) => `nodes[].${key}`),
      'edges[].from',
      'edges[].to',
    ],
  },
  'task context': {
    args: ['task', 'context', 'NEXT'],
    keys: ['task_id', 'title', 'description', 'cut'],
  },
  'agent find': {
    args: ['agent', 'find'],
    keys: [
      ...['agent_id', 'display_name', 'role', 'status', 'capabilities', 'last_seen_at'].map(
        (key) => `agents[].${key}`,
      ),
      'count',
    ],
  },
  'msg send': {
    args: ['msg', 'send', '--task', 'NEXT', 'Look at the index'],
    as: ONE,
    keys: ['message_id', 'sent_at', 'task_id', 'from_agent_id'],
  },
  'msg thread': {
    args: ['msg', 'thread', 'DONE'],
    keys: [
      'task_id',
      ...['message_id', 'from_agent_id', 'text', 'created_at', 'read_by'].map((key) => `messages[].${key}`),
      'count',
      'cursor',
    ],
  },
  'msg search': {
    args: ['msg', 'search', 'the'],
    keys: ['messages[].message_id', 'messages[].task_id', 'messages[].text', 'count'],
  },
};

/** Commands of the Python lodestar that come with MCP; what it marks as read is marked by `msg read`. */
const NOT_YET = ['msg mark-read', 'mcp serve'];

function has(value: unknown, path: string): boolean {
  let here: unknown = value;
  for (const key of path.replaceAll('[]', '.[]').split('.')) {
    if (key === '[]') {
      if (!Array.isArray(here) || here.length === 0) {
        return false;
      }
      here = here[0] as unknown;
      continue;
    }
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) {
      return false;
    }
    here = (here as Readonly<Record<string, unknown>>)[key];
  }
  return true;
}

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await makeEveryState();
});

describe.each(Object.entries(SHAPES))('%s', (_, { args, as, keys, at, notYet = [] }) => {
  it("has at least the Python lodestar's keys", async () => {
    const options = as === undefined ? {} : { as };
    const run = await inCopy(workspace, async (copy) => await copy.json(args, options));
    const { data, error } = envelopeOf(run);
    const value = at === 'details' ? error?.details : data;
    expect(
      keys.filter((key) => !has(value, key)),
      JSON.stringify(value),
    ).toEqual([]);
    expect(
      notYet.filter((key) => has(value, key)),
      'these are there now: list them with the others',
    ).toEqual([]);
  });
});

it('lists which of its commands are missing', async () => {
  for (const id of NOT_YET) {
    const error = await workspace.error(id.split(' '), { as: TWO });
    expect(error, `${id} is there now: give it a shape`).toMatchObject({ code: 'USAGE' });
  }
});
