/** A step of the schema. It never changes once it is released: a later step mends it. */
export interface Migration {
  /** What `user_version` is afterwards: 1, 2, 3 … */
  readonly version: number;
  readonly sql: string;
}
