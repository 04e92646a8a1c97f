import type { SqlBuilder } from '../compile.ts';
import type { QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import { parseStored } from '../stored-value.ts';

/** An actor that this runtime has seen writing; an agent where it joined. */
export interface ActorRecord {
  readonly actor: string;
  readonly registeredAtMs: number;
  readonly displayName: string | null;
  readonly role: string | null;
  readonly capabilities: readonly string[];
  readonly sessionMeta: Readonly<Record<string, unknown>>;
  /** Of the last joining; null for an actor that never joined. */
  readonly joinedAtMs: number | null;
  /** Null while it has not left since it joined. */
  readonly leftAtMs: number | null;
  readonly leftReason: string | null;
}

function selectActors(db: SqlBuilder) {
  return db
    .selectFrom('actor')
    .select([
      'actor',
      'registered_at as registeredAtMs',
      'display_name as displayName',
      'role',
      'capabilities',
      'session_meta as sessionMeta',
      'joined_at as joinedAtMs',
      'left_at as leftAtMs',
      'left_reason as leftReason',
    ]);
}

interface Row extends Omit<ActorRecord, 'capabilities' | 'sessionMeta'> {
  readonly capabilities: string;
  readonly sessionMeta: string;
}

function recordOf(row: Row): ActorRecord {
  return {
    ...row,
    capabilities: parseStored<string[]>(row.capabilities),
    sessionMeta: parseStored<Record<string, unknown>>(row.sessionMeta),
  };
}

const selectOne = statement<{ actor: string }>('actor.selectOne')((db, param) =>
  selectActors(db).where('actor', '=', param('actor')),
);

const selectWhetherThere = statement<{ actor: string }>('actor.selectWhetherThere')((db, param) =>
  db
    .selectFrom('actor')
    .select((eb) => eb.lit(1).as('there'))
    .where('actor', '=', param('actor')),
);

const selectAll = statement('actor.selectAll')((db) => selectActors(db).orderBy('actor'));

export async function getActor(tx: QueryTx, actor: string): Promise<ActorRecord | undefined> {
  const row = await tx.get(selectOne, { actor });
  return row === undefined ? undefined : recordOf(row);
}

export async function isRegistered(tx: QueryTx, actor: string): Promise<boolean> {
  return (await tx.get(selectWhetherThere, { actor })) !== undefined;
}

/** Every actor that this runtime has seen, agents that left included. */
export async function listActors(tx: QueryTx): Promise<ActorRecord[]> {
  return (await tx.all(selectAll, {})).map(recordOf);
}
