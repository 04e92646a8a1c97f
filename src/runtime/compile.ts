import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
  type Compilable,
  type RawBuilder,
} from 'kysely';
import type { SqlValue } from './connection.ts';
import type { Database } from './database.ts';
import type { Placeholder } from './placeholder.ts';

/** Kysely as a typed writer of SQL alone: its dialect can compile and cannot connect. */
export type SqlBuilder = Kysely<Database>;
export type RawSql = typeof sql;
export type Query<Row> = Compilable<Row> | RawBuilder<Row>;

/** What is left of a query: the text, and what is bound to each `?`, by name or as it is. */
export interface CompiledSql {
  readonly sql: string;
  readonly bindings: readonly (Placeholder | SqlValue)[];
}

let builder: SqlBuilder | undefined;

function sqlBuilder(): SqlBuilder {
  builder ??= new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  return builder;
}

/** The build puts a table of all statements in this module's place (scripts/build/compiled-statements.ts), by their names. */
export function compileQuery<Row>(
  _name: string,
  build: (db: SqlBuilder, rawSql: RawSql) => Query<Row>,
): CompiledSql {
  const db = sqlBuilder();
  const compiled = build(db, sql).compile(db);
  return { sql: compiled.sql, bindings: compiled.parameters as readonly (Placeholder | SqlValue)[] };
}
