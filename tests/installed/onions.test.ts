import { join } from "node:path";
import * as assert from "uvu/assert";
import { facts } from "../../appliance/facts.ts";
import { run } from "../../scripts/regtest/daemons/run.ts";
import { bootBoard } from "../support/board/board.ts";
import { debian } from "../support/board/debian.ts";
import { differences, filesOf } from "../support/board/files-of.ts";
import { madeRelease } from "../support/board/release.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/onions");
const LONG = { timeoutMs: 240_000 };

const release = madeRelease();
const board = await bootBoard(await debian("with-tor", ["tor", "avahi-daemon"]));
await run("tar", ["-xzf", release.archive, "-C", join(board.root, "srv")]);
test.after(async () => {
  await board.remove();
});

/** Asks the hub for its first page under a name, and tells the status. */
const ASK = `const [port, host] = process.argv.slice(1);
  require("node:http").get({ port, path: "/", agent: false, headers: { host } }, (answer) => process.stdout.write(String(answer.statusCode)));`;

const install = () => board.sh(`sh /srv/${release.name}/install.sh --sandbox`);
const isTors = (path: string) => /^etc(?:\/(?:tor|avahi)(?:\/|$)|$)/.test(path);
const before = filesOf(board.root, isTors);
const nameOf = async (service: string) =>
  (await board.sh(`cat /var/lib/tor/satoshop-${service}/hostname`)).stdout.trim();

test(
  "a board with Tor gets an onion address for the shop and another one for the owner",
  async () => {
    const { code, stdout, stderr } = await install();
    assert.is(code, 0, stderr);
    const [shop, desk] = [await nameOf("shop"), await nameOf("desk")];
    assert.match(shop, /^[a-z2-7]{56}[.]onion$/);
    assert.is.not(shop, desk);
    assert.match(stdout, `http://${shop}`);
    assert.match(stdout, `http://${desk}`);
  },
  LONG,
);

test(
  "behind each address is a door of the hub's own, which answers to no other name",
  async () => {
    const [shop, desk] = [await nameOf("shop"), await nameOf("desk")];
    const ask = async (port: number, host: string) =>
      (await board.sh(`${facts.board.program}/current/bin/node -e '${ASK}' ${port} ${host}`)).stdout;
    assert.equal([await ask(facts.ports.onionShop, shop), await ask(facts.ports.onionDesk, desk)], ["200", "200"]);
    assert.equal([await ask(facts.ports.onionShop, desk), await ask(facts.ports.onionDesk, shop)], ["421", "421"]);
  },
  LONG,
);

test("the owner's address asks for the owner's key, which nobody but root can read", async () => {
  const { stdout: asked } = await board.sh("cat /var/lib/tor/satoshop-desk/authorized_clients/owner.auth");
  assert.match(asked, /^descriptor:x25519:[A-Z2-7]{52}$/m);
  const { stdout: key } = await board.sh("stat -c '%a %U' /etc/satoshop/node/owner-onion.key");
  assert.is(key, "600 root\n");
});

test("the shop is announced to who looks for services on the LAN", async () => {
  assert.match((await board.sh("cat /etc/avahi/services/satoshop.service")).stdout, `<port>${facts.ports.shop}</port>`);
});

test(
  "a second run finds everything as it should be",
  async () => {
    assert.is((await install()).stdout.split("\n")[0], "Nothing had to be changed.");
  },
  LONG,
);

test(
  "removed, Tor and avahi are set up as before, and the addresses are there when it comes back",
  async () => {
    const name = await nameOf("shop");
    assert.is((await board.sh("sh /opt/satoshop/current/install.sh --uninstall")).code, 0);
    assert.equal(differences(before, filesOf(board.root, isTors)), []);
    assert.match((await install()).stdout, `http://${name}`);
  },
  LONG,
);
