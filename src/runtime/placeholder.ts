/** Stands in a query where a named value is bound when the statement runs. */
export class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}
