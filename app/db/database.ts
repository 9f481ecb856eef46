import { Kysely } from "kysely";
import type { Dialect, Transaction } from "kysely";
import type { Engine } from "./migrations/ddl.ts";
import type { Schema } from "./schema.ts";
import { Changes } from "./changes.ts";
import { GroupCommit } from "./group-commit.ts";
import type { Keep } from "./group-commit.ts";

/** A transaction's handle: functions that take one run inside a transaction and call nothing outside the database. */
export type Tx = Transaction<Schema>;

/** Reading works on the database and inside a transaction alike. */
export type Reader = Kysely<Schema>;

/** The hub's database: Kysely itself, plus which engine it is and what changed. */
export class Db extends Kysely<Schema> {
  readonly engine: Engine;
  /** Tells who listens which event streams have grown, after the commit. */
  readonly changes: Changes;

  /** Where SQLite's transactions wait for a common commit. */
  readonly group: GroupCommit;

  constructor(engine: Engine, dialect: Dialect, setKeep: (keep: Keep) => void = () => undefined) {
    super({ dialect });
    this.engine = engine;
    this.changes = new Changes();
    this.group = new GroupCommit(this, setKeep);
  }
}
