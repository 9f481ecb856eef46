import * as assert from "uvu/assert";
import { NotApplied } from "../../../app/domain/outcome.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub } from "../hub.ts";

const test = suite("health");

type Ready = { status: string; checks: { name: string; isOk: boolean; detail: string }[] };

const failing = ({ checks }: Ready) => checks.filter(({ isOk }) => !isOk).map(({ name }) => name);

test("a hub that can sell is alive and ready", async () => {
  const t = await openHub();
  await answered(t.app.request("/livez"), 200);
  const ready = await answered<Ready>(t.app.request("/readyz"), 200);
  assert.is(ready.status, "ready");
  assert.equal(
    ready.checks.map(({ name }) => name),
    ["database", "migrations", "lightning"],
  );
  await t.close();
});

test("a node that is away or not synced is named, and the hub stays alive", async () => {
  const t = await openHub();
  const info = await t.shop.node.info();
  const away = await openHub({ node: { ...t.shop.node, info: () => Promise.reject(new NotApplied("away")) } });
  const syncing = await openHub({ node: { ...t.shop.node, info: async () => ({ ...info, isSyncedToChain: false }) } });
  for (const hub of [away, syncing]) {
    assert.equal(failing(await answered<Ready>(hub.app.request("/readyz"), 503)), ["lightning"]);
    await answered(hub.app.request("/livez"), 200);
  }
  await Promise.all([t.close(), away.close(), syncing.close()]);
});

test("a database of another version is named", async () => {
  const t = await openHub({ schemaVersion: 99 });
  assert.equal(failing(await answered<Ready>(t.app.request("/readyz"), 503)), ["migrations"]);
  await t.close();
});

test("a database that takes no writes is named", async () => {
  const t = await openHub();
  await t.hub.db.schema.dropTable("setting").execute();
  assert.equal(failing(await answered<Ready>(t.app.request("/readyz"), 503)), ["database"]);
  await t.close();
});

test("polling asks the node once in two seconds", async () => {
  let asked = 0;
  const { shop, close } = await openHub();
  const t = await openHub({ node: { ...shop.node, info: () => ((asked += 1), shop.node.info()) } });
  await Promise.all(Array.from({ length: 20 }, async () => t.app.request("/readyz")));
  assert.is(asked, 1);
  t.shop.clock.advance(2_000n);
  await t.app.request("/readyz");
  assert.is(asked, 2);
  await Promise.all([close(), t.close()]);
});
