import { chmodSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { keepMacaroons } from "../../../scripts/satoshop/keep-macaroons.ts";
import { readLndSettings, settingLines } from "../../../scripts/satoshop/lnd-settings.ts";
import { suite } from "../../support/suite.ts";
import { newFolder, type } from "../terminal.ts";

const test = suite("scripts/satoshop/lnd-setup");

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

function files(): { folder: string; cert: string; macaroon: string } {
  const folder = newFolder();
  const [cert, macaroon] = [join(folder, "tls.cert"), join(folder, "admin.macaroon")];
  writeFileSync(cert, "a certificate");
  writeFileSync(macaroon, "the admin macaroon");
  return { folder, cert, macaroon };
}

test("macaroons are kept in files of their own that only this user can read", () => {
  const folder = join(newFolder(), "macaroons");
  const kept = keepMacaroons(folder, { receive: "AQID", monitor: "BAUG" });
  assert.equal(kept, [join(folder, "receive.macaroon"), join(folder, "monitor.macaroon")]);
  assert.equal(readFileSync(join(folder, "receive.macaroon")), Buffer.from([1, 2, 3]));
  assert.equal([modeOf(folder), ...kept.map(modeOf)], ["700", "600", "600"]);
});

test("keeping them again replaces them, closes an open folder and leaves nothing beside them", () => {
  const folder = newFolder();
  chmodSync(folder, 0o755);
  keepMacaroons(folder, { receive: "AQID" });
  writeFileSync(join(folder, "receive.macaroon"), "older", { mode: 0o644 });
  keepMacaroons(folder, { receive: "BAUG" });
  assert.equal(readdirSync(folder), ["receive.macaroon"]);
  assert.equal(readFileSync(join(folder, "receive.macaroon")), Buffer.from([4, 5, 6]));
  assert.equal([modeOf(folder), modeOf(join(folder, "receive.macaroon"))], ["700", "600"]);
});

test("an option stands before its setting, and the settings' defaults stand behind both", () => {
  const { folder, cert } = files();
  const environment = {
    DATA_DIR: folder,
    LND_CERT: "another",
    LND_SOCKET: "there:10009",
    LND_MACAROON_DIR: "/elsewhere",
  };
  const given = readLndSettings({ cert, socket: "here:10010", into: "/macaroons" }, environment);
  assert.equal([given.certificate, given.socket, given.macaroonDir], ["a certificate", "here:10010", "/macaroons"]);
  const defaults = readLndSettings({ cert }, { DATA_DIR: folder });
  assert.equal([defaults.socket, defaults.macaroonDir], ["localhost:10009", join(folder, "macaroons")]);
});

test("the settings to start the hub with are those of the node's own network", () => {
  const { folder, cert } = files();
  const lines = settingLines(readLndSettings({ cert }, { DATA_DIR: folder }), { network: "signet" });
  assert.match(lines, "MODE=signet\n");
  assert.match(lines, `LND_CERT_FILE=${cert}\n`);
  assert.match(lines, `LND_MACAROON_DIR=${join(folder, "macaroons")}\n`);
});

test("a node that cannot be reached is told in a sentence, and nothing is stored", async () => {
  const { folder, cert, macaroon } = files();
  const into = join(folder, "macaroons");
  const { code, complained } = await type(
    `lnd-setup --socket localhost:1 --cert ${cert} --macaroon ${macaroon} --into ${into}`,
    { DATA_DIR: folder },
  );
  assert.is(code, 1);
  assert.match(complained, "LND could not bake the receive macaroon");
  assert.not.match(complained, /the admin macaroon|dGhlIGFkbWlu/);
  assert.equal(readdirSync(folder).toSorted(), ["admin.macaroon", "tls.cert"]);
});

test("without the admin macaroon nothing is asked of the node", async () => {
  assert.match((await type("lnd-setup")).complained, "--macaroon is needed");
  assert.match((await type("lnd-setup --macaroon /nowhere/admin.macaroon")).complained, "cannot be read: /nowhere");
});
