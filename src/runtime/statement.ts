import type { CompiledSql, Query, RawSql, SqlBuilder } from './compile.ts';
import { compileQuery } from './compile.ts';
import type { SqlValue } from './connection.ts';
import { Placeholder } from './placeholder.ts';
import { invariant } from '../util/invariant.ts';

/** The parameters of a statement that has none. */
export type NoParams = Readonly<Record<string, never>>;

/** Stands for a value that is given when the statement runs; typed as that value. */
type Param<Params> = <Name extends keyof Params & string>(name: Name) => Params[Name];

const declared = new Map<string, Statement<never, unknown>>();

/** Every statement that the loaded modules declare. */
export function listStatements(): readonly Statement<never, unknown>[] {
  return [...declared.values()];
}

/** Compiles every statement that the loaded modules declare, so that no writer does it while others wait for the lock. */
export function compileStatements(): void {
  for (const each of declared.values()) {
    each.compile();
  }
}

/**
 * A query that is declared once, written and typed with Kysely, and compiled at its first use. What runs is its text with
 * the names of its parameters in their order, nothing of Kysely: the build compiles it ahead, by its name.
 */
export class Statement<Params, Row> {
  readonly name: string;
  readonly #build: () => CompiledSql;
  #compiled: CompiledSql | undefined;
  /** The type of its rows; there is no such value. */
  declare readonly row: Row;

  constructor(name: string, build: () => CompiledSql) {
    invariant(!declared.has(name), `one statement is named ${name}`);
    this.name = name;
    this.#build = build;
    declared.set(name, this);
  }

  get sql(): string {
    return this.compile().sql;
  }

  /** The values in the order in which the text wants them. */
  bind(params: Params): SqlValue[] {
    const given = params as Readonly<Record<string, SqlValue | undefined>>;
    return this.compile().bindings.map((binding) => {
      if (!(binding instanceof Placeholder)) {
        return binding;
      }
      const value = given[binding.name];
      invariant(value !== undefined, `no value for the parameter ${binding.name}`);
      return value;
    });
  }

  compile(): CompiledSql {
    this.#compiled ??= this.#build();
    return this.#compiled;
  }
}

/**
 * Declares a statement. SQLite looks into a value that is bound to a bare LIMIT, and so compiles the statement anew each
 * time it is bound, which takes ten times as long as a small one runs: a limit is a literal or a sum (`? + 0`).
 * The first call names it and the types of its parameters, the second writes the query:
 * `statement<{ taskId: string }>('lease.selectOfTask')((db, param) => db.selectFrom('lease').selectAll().where('task_id', '=', param('taskId')))`.
 */
export function statement<Params extends object = NoParams>(
  name: string,
): <Row>(build: (db: SqlBuilder, param: Param<Params>, sql: RawSql) => Query<Row>) => Statement<Params, Row> {
  return (build) => {
    const param = ((parameter: string) => new Placeholder(parameter)) as Param<Params>;
    return new Statement(name, () => compileQuery(name, (db, sql) => build(db, param, sql)));
  };
}
