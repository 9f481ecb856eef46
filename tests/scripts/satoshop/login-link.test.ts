import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { acceptInvitation } from "../../../app/accounts/accept-invitation.ts";
import { findSession } from "../../../app/accounts/find-session.ts";
import { openDatabase } from "../../../app/db/open.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { suite } from "../../support/suite.ts";
import { visit } from "../../support/visit.ts";
import { readTerminalQr } from "../terminal-qr.ts";
import { hubFolder, newFolder, type, withDatabase } from "../terminal.ts";

const test = suite("scripts/satoshop/login-link");

const clock = () => unixMs(BigInt(Date.now()));
const random = (bytes: number) => new Uint8Array(randomBytes(bytes));

function tokenIn(said: string): string {
  return /#(\S+)/.exec(said)?.[1] ?? "";
}

test("the link lets the owner in, once", async () => {
  const folder = await hubFolder();
  const { code, said } = await type("login-link", { DATA_DIR: folder });
  assert.is(code, 0);
  await withDatabase(folder, async (db) => {
    const session = await acceptInvitation({ db, clock, random }, tokenIn(said), { name: "Owner", visit });
    if (isRefused(session)) throw new Error(`refused: ${session.reason}`);
    assert.is((await findSession(db, session.token, clock()))?.role, "owner");
    const again = await acceptInvitation({ db, clock, random }, tokenIn(said), { name: "Owner", visit });
    assert.is(isRefused(again) && again.reason, "link-spent");
  });
});

test("a second link lets the same owner in again, not a second one", async () => {
  const folder = await hubFolder();
  const links = [await type("login-link", { DATA_DIR: folder }), await type("login-link", { DATA_DIR: folder })];
  await withDatabase(folder, async (db) => {
    for (const { said } of links)
      await acceptInvitation({ db, clock, random }, tokenIn(said), { name: "Owner", visit });
    assert.is((await db.selectFrom("person").selectAll().execute()).length, 1);
  });
});

test("whoever installs the hub is given a link while nobody owns it, and none afterwards", async () => {
  const folder = await hubFolder();
  const first = await type("login-link --unclaimed", { DATA_DIR: folder });
  await withDatabase(folder, async (db) => {
    await acceptInvitation({ db, clock, random }, tokenIn(first.said), { name: "Owner", visit });
  });
  const later = await type("login-link --unclaimed", { DATA_DIR: folder });
  assert.is(later.code, 0);
  assert.is(tokenIn(later.said), "");
  assert.match(later.said, "The hub has its owner.");
});

test("the link stands at the owner's address, as people type it", async () => {
  const folder = await hubFolder();
  const named = await type("login-link", { DATA_DIR: folder, ORIGIN: "http://shop.lan:8080/" });
  assert.match(named.said, "  http://shop.lan:3001/join#");
  const proxied = await type("login-link", { DATA_DIR: folder, ADMIN_ORIGIN: "https://desk.example/" });
  assert.match(proxied.said, "  https://desk.example/join#");
  const unnamed = await type("login-link", { DATA_DIR: folder, HOST: "0.0.0.0", ADMIN_PORT: "4000" });
  assert.match(unnamed.said, "  http://localhost:4000/join#");
});

test("the code under the link says the link, and is drawn only when it is asked for", async () => {
  const folder = await hubFolder();
  const plain = await type("login-link", { DATA_DIR: folder });
  assert.not.match(plain.said, "█");
  const { said } = await type("login-link --qr", { DATA_DIR: folder });
  assert.is(readTerminalQr(said), `http://127.0.0.1:3001/join#${tokenIn(said)}`);
});

test("the token is not stored, only its hash", async () => {
  const folder = await hubFolder();
  const { said } = await type("login-link", { DATA_DIR: folder });
  await withDatabase(folder, async (db) => {
    const stored = JSON.stringify(await db.selectFrom("invitation").selectAll().execute(), (_, value: unknown) =>
      String(value),
    );
    assert.not.match(stored, tokenIn(said));
  });
});

test("a folder without a hub is refused, and no database is made there", async () => {
  const folder = newFolder();
  const { code, complained } = await type("login-link", { DATA_DIR: folder });
  assert.is(code, 1);
  assert.match(complained, `no hub in ${folder}`);
  assert.is(existsSync(join(folder, "hub.sqlite")), false);
});

test("a database that is not at this version is refused with the way on", async () => {
  const folder = newFolder();
  await (await openDatabase(folder, undefined)).destroy();
  const { code, complained } = await type("login-link", { DATA_DIR: folder });
  assert.is(code, 1);
  assert.match(complained, "satoshop migrate");
});
