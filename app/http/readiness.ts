import { versionOf } from "../db/migrate.ts";
import { proveWrite } from "../db/prove-write.ts";
import type { Hub } from "./context.ts";

export type Check = { name: "database" | "migrations" | "lightning"; isOk: boolean; detail: string };

type Checked = Pick<Hub, "db" | "schemaVersion" | "node" | "clock" | "log">;

/** How long an answer stands, so that frequent polling costs neither the disk nor the node anything. */
const KEPT_MS = 2_000n;

/** A function that says whether the hub can sell now, part by part. Askers at the same time share one look. */
export function readiness(hub: Checked): () => Promise<Check[]> {
  let last: { atMs: bigint; checks: Promise<Check[]> } | undefined;
  return () => {
    const now = hub.clock();
    if (last === undefined || now - last.atMs >= KEPT_MS) last = { atMs: now, checks: look(hub) };
    return last.checks;
  };
}

function look(hub: Checked): Promise<Check[]> {
  return Promise.all([
    check(hub, "database", () => proveWrite(hub.db, "readiness.written", hub.clock()).then(() => undefined)),
    check(hub, "migrations", () => compareVersions(hub)),
    check(hub, "lightning", () => askNode(hub)),
  ]);
}

/** `inspect` answers with what is wrong, or with undefined. */
async function check(hub: Checked, name: Check["name"], inspect: () => Promise<string | undefined>): Promise<Check> {
  try {
    const wrong = await inspect();
    return { name, isOk: wrong === undefined, detail: wrong ?? "ok" };
  } catch (error) {
    hub.log.warn({ err: error, check: name }, "not ready");
    return { name, isOk: false, detail: "does not answer" };
  }
}

async function compareVersions({ db, schemaVersion }: Checked): Promise<string | undefined> {
  const version = await versionOf(db);
  return version === schemaVersion
    ? undefined
    : `the database is at version ${version}, this program at ${schemaVersion}`;
}

async function askNode({ node }: Checked): Promise<string | undefined> {
  const { isSyncedToChain } = await node.info();
  return isSyncedToChain ? undefined : "the node is not synced to the chain";
}
