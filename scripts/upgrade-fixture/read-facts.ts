/** Runs a command with `--json`; the `data` of its answer. */
export type Ask = (...args: readonly string[]) => Promise<unknown>;

type Fields = Readonly<Record<string, unknown>>;

/** What a workspace says of itself that no later Lodestar may read otherwise. */
export interface Facts {
  readonly tasks: readonly Fields[];
  readonly agents: readonly Fields[];
  readonly events: readonly Fields[];
}

/** What depends on the time, or on what this version of Lodestar makes of the rest. */
const DERIVED: Readonly<Record<string, true>> = {
  state: true,
  claimable: true,
  returned: true,
  revoked: true,
  revision: true,
  unmet_dependencies: true,
  last_seen_at: true,
  holds: true,
};

function lasting(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => DERIVED[name] !== true));
}

/** Where its commits are is said by the repository, and not by what was stored. */
function lastingTask({ evidence = [], ...fields }: { readonly evidence?: readonly Fields[] }): Fields {
  return lasting({
    ...fields,
    evidence: evidence.map(({ commit_in: _, rewritten_as: __, ...entry }) => entry),
  });
}

/** Asks the command itself, so that a fixture holds what the version that made it had to say. */
export async function readFacts(ask: Ask): Promise<Facts> {
  const list = (await ask('task', 'list', '--include-deleted')) as { tasks: { id: string }[] };
  const tasks: Fields[] = [];
  for (const { id } of list.tasks) {
    tasks.push(lastingTask((await ask('task', 'show', id)) as { evidence?: Fields[] }));
  }
  const { agents } = (await ask('agent', 'list', '--all')) as { agents: Fields[] };
  const { events } = (await ask('log', '--limit', '10000')) as { events: Fields[] };
  return {
    tasks,
    // Whether an agent is here is judged by when it was seen last.
    agents: agents.map((agent) => lasting({ ...agent, status: agent.status === 'left' ? 'left' : 'joined' })),
    events,
  };
}
