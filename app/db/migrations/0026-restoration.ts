import type { Migration } from "./ddl.ts";

/** A database that came back from a backup does not know what left after the backup was made. */
export const restoration: Migration = {
  name: "0026-restoration",
  up: ({ int, strict }) => [
    // Nothing is sent while there is one that nobody has lifted. Rows stay: they say since when the books had a gap.
    `CREATE TABLE restoration (
      id              TEXT   PRIMARY KEY,
      backup_at_ms    ${int} NOT NULL,
      restored_at_ms  ${int} NOT NULL,
      lifted_at_ms    ${int},
      lifted_by       TEXT   REFERENCES person (id),
      CHECK ((lifted_at_ms IS NULL) = (lifted_by IS NULL))
    ) ${strict}`,
    `CREATE INDEX restoration_standing ON restoration (restored_at_ms) WHERE lifted_at_ms IS NULL`,
  ],
};
