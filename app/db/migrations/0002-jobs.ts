import type { Migration } from "./ddl.ts";

/** Work that must not be lost: rows are written in the transaction that causes the work. */
export const jobs: Migration = {
  name: "0002-jobs",
  up: ({ int, strict }) => [
    // `fencing` grows with every claim: a worker whose lease was taken over cannot finish the job.
    // `again_at_ms`: the same work was asked for while this job was running, and is due once more then,
    // since the running handler may have looked before the new cause was there.
    `CREATE TABLE job (
      id             TEXT   PRIMARY KEY,
      kind           TEXT   NOT NULL,
      dedupe_key     TEXT,
      payload        TEXT   NOT NULL,
      state          TEXT   NOT NULL CHECK (state IN ('ready', 'running', 'done', 'dead')),
      run_at_ms      ${int} NOT NULL,
      attempts       ${int} NOT NULL CHECK (attempts >= 0),
      max_attempts   ${int} NOT NULL CHECK (max_attempts > 0),
      fencing        ${int} NOT NULL CHECK (fencing >= 0),
      lease_owner    TEXT,
      lease_until_ms ${int},
      again_at_ms    ${int},
      last_error     TEXT,
      trace_parent   TEXT,
      created_at_ms  ${int} NOT NULL,
      updated_at_ms  ${int} NOT NULL,
      CHECK ((state = 'running') = (lease_until_ms IS NOT NULL)),
      CHECK (again_at_ms IS NULL OR state = 'running')
    ) ${strict}`,
    `CREATE INDEX job_due ON job (run_at_ms) WHERE state = 'ready'`,
    `CREATE INDEX job_leased ON job (lease_until_ms) WHERE state = 'running'`,
    `CREATE INDEX job_over ON job (state, updated_at_ms) WHERE state IN ('done', 'dead')`,
    // The same work is never queued twice while the first is still to be done.
    `CREATE UNIQUE INDEX job_open_once ON job (dedupe_key) WHERE state IN ('ready', 'running')`,
    // An answer may be repeated only to whoever asked the same thing with the same key.
    `CREATE TABLE idempotency (
      principal     TEXT   NOT NULL,
      key           TEXT   NOT NULL,
      fingerprint   TEXT   NOT NULL,
      order_id      TEXT   NOT NULL,
      created_at_ms ${int} NOT NULL,
      PRIMARY KEY (principal, key)
    ) ${strict}`,
    `CREATE INDEX idempotency_age ON idempotency (created_at_ms)`,
  ],
};
