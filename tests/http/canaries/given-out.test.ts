import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import * as assert from "uvu/assert";
import { rowsText } from "../../../scripts/satoshop/bundle/rows.ts";
import { newFolder, type } from "../../scripts/terminal.ts";
import { suite } from "../../support/suite.ts";
import { aProgram, aWebhook, anOrder } from "./other-secrets.ts";
import { openWatchedHub } from "./watched-hub.ts";
import type { WatchedHub } from "./watched-hub.ts";
import { byGoogle, byMail, byPasskey, byPhone, bySheet, byTelegram, byWallet, invited } from "./ways-in.ts";

const test = suite("http/canaries/given-out");
/** Every way in, and each of them asked again, with a look into all tables. */
const LONG = { timeoutMs: 300_000 };
const t = await openWatchedHub();
test.after(() => t.close());

/** What was asked on all ways in, for asking it again. */
let asked: WatchedHub["requests"] = [];

/** Everywhere but where it is shown or kept by design. */
function found({ canaries, kept, logged }: WatchedHub): string[] {
  const texts = [...kept].flatMap(([where, all]) => [...all].map((text) => ({ where, text })));
  const everywhere = [...texts, { where: "log", text: logged.join("") }];
  const told = everywhere.flatMap(({ text, where }) => canaries.in(text, where));
  return [...new Set(told.map(({ name, form, where }) => `${name} ${form} in ${where}`))];
}

test(
  "no secret that the hub gives out is found where it does not belong",
  async () => {
    const { owner, seller } = await invited(t);
    await byMail(t);
    await byPhone(t, seller);
    await bySheet(t);
    await byWallet(t, seller);
    await byPasskey(t, seller);
    await byGoogle(t, seller);
    await byTelegram(t, owner);
    await anOrder(t);
    await aProgram(t, seller);
    await aWebhook(t);
    for (const path of ["/livez", "/readyz", "/docs", "/openapi.json", "/nothing"]) await t.app.request(path);
    await owner.get("/owner/audit");
    asked = t.requests.slice();
    assert.is(t.canaries.names().size, 34);
    for (const table of ["event", "job", "session", "sign_in", "challenge", "backup_sheet", "api_key"])
      assert.ok((t.kept.get(`table ${table}`)?.size ?? 0) > 0, `nothing was kept in ${table}`);
    assert.match(t.logged.join(""), /a job failed/);
    assert.equal(found(t), []);
  },
  LONG,
);

/** Asks everything once more that was asked so far, as `accept`. */
async function askAllAgain(accept: string): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  for (const { path, init } of asked) {
    const headers = new Headers(init.headers);
    headers.set("Accept", accept);
    const { status } = await t.app.request(path, { ...init, headers });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return statuses;
}

test(
  "spent secrets that are shown again are not told of either",
  async () => {
    const statuses = await askAllAgain("text/html");
    assert.ok((statuses.get(410) ?? 0) > 5, "hardly anything was refused");
    assert.equal(found(t), []);
  },
  LONG,
);

test("a support bundle with this hub's log has none of them", async () => {
  const [log, file] = [join(newFolder(), "hub.log"), join(newFolder(), "hub.tar")];
  writeFileSync(log, t.logged.join(""));
  assert.is((await type(`support-bundle ${file} --log ${log}`, { DATA_DIR: newFolder() })).code, 0);
  const archive = readFileSync(file, "utf8");
  assert.match(archive, '"msg":"request"');
  assert.equal(t.canaries.in(`${archive}${await rowsText(t.hub.db)}`, "bundle"), []);
});

test(
  "a database that breaks under them lets none out, neither to programs nor to people nor into the log",
  async () => {
    const { db } = t.hub;
    const before = t.logged.length;
    for (const table of [
      "session",
      "sign_in",
      "invitation",
      "phone_link",
      "backup_sheet",
      "challenge",
      "api_key",
      "orders",
    ])
      await sql`ALTER TABLE ${sql.table(table)} RENAME TO ${sql.table(`${table}_gone`)}`.execute(db);
    for (const accept of ["text/html", "application/json"]) {
      const statuses = await askAllAgain(accept);
      assert.ok((statuses.get(500) ?? 0) > 40, `hardly anything failed: ${JSON.stringify([...statuses])}`);
    }
    assert.match(t.logged.slice(before).join(""), /unexpected error/);
    assert.equal(found(t), []);
  },
  LONG,
);
