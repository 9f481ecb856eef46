import { createHmac } from "node:crypto";
import * as assert from "uvu/assert";
import { facts } from "../../../appliance/facts.ts";
import { avahiService } from "../../../appliance/node-config/avahi-service.ts";
import { bitcoinConf, bitcoindLines } from "../../../appliance/node-config/bitcoin-conf.ts";
import { clientKeyOf, newClientKey } from "../../../appliance/node-config/client-key.ts";
import { HOLD_EXPIRY_DELTA, lndConf, lndLines } from "../../../appliance/node-config/lnd-conf.ts";
import { mintConf, mintSections } from "../../../appliance/node-config/mint-conf.ts";
import { NODE_PORTS } from "../../../appliance/node-config/ports.ts";
import { pruneFor } from "../../../appliance/node-config/prune.ts";
import { RPC_ALLOWED, rpcAuth } from "../../../appliance/node-config/rpc-login.ts";
import { torControlLines } from "../../../appliance/node-config/tor-control.ts";
import { torLines, torrc } from "../../../appliance/node-config/torrc.ts";
import { suite } from "../../support/suite.ts";
import { bitcoindBoard, bitcoindSays, lndBoard, lndSays, valueIn } from "./board.ts";

const test = suite("appliance/node-config");

const mint = {
  ports: NODE_PORTS,
  name: 'The "Corner"',
  mnemonicFile: "/m",
  lndCertFile: "/c",
  macaroonFile: "/k",
  tlsFolder: "/t",
};
const tor = {
  doors: { shop: facts.ports.onionShop, desk: facts.ports.onionDesk },
  folders: { shop: "/shop", desk: "/desk" },
  hasProofOfWork: true,
};

test("every line has a reason, in a whole sentence", () => {
  const sections = mintSections(mint).flatMap(({ lines }) => lines);
  const lines = [
    ...bitcoindLines(bitcoindBoard()),
    ...lndLines(lndBoard()),
    ...torLines(tor),
    ...torControlLines(NODE_PORTS),
    ...sections,
  ];
  assert.ok(lines.length > 70, `${lines.length} lines`);
  for (const { option, why } of lines) assert.match(why, /^[A-Z0-9].{7,}[.]$/, option);
});

test("in the files the reason stands above its line, in lines that fit a terminal", () => {
  const files = [bitcoinConf(bitcoindBoard()), lndConf(lndBoard()), torrc(tor), mintConf(mint)];
  for (const file of files) {
    assert.match(file, /(?:^# .+\n)+^[A-Za-z]/m);
    for (const line of file.split("\n").filter((each) => each.startsWith("#"))) assert.ok(line.length <= 98, line);
  }
});

test("bitcoind's memory shrinks from the first reading to the tip, and each says why", () => {
  const why = (phase: "ibd" | "tip") =>
    bitcoindLines(bitcoindBoard({ phase })).find(({ option }) => option === "dbcache")?.why ?? "";
  assert.match(why("ibd"), "first time");
  assert.match(why("tip"), "At the tip");
  assert.is(bitcoindSays("dbcache", { dbcacheMib: 2_560 }), "2560");
});

test("bitcoind never keeps others' transactions away", () => {
  for (const phase of ["ibd", "tip"] as const) assert.is(bitcoindSays("blocksonly", { phase }), "0");
});

test("a network but mainnet keeps its ports, which bitcoind takes from the network's own section alone", () => {
  assert.match(bitcoinConf(bitcoindBoard({ network: "signet" })), /^chain=signet\n\n\[signet\]\n[^[]*^rpcport=8332$/m);
  assert.match(bitcoinConf(bitcoindBoard()), /^chain=main\n\n\[main\]\n/m);
  assert.is(lndSays("bitcoin.signet", { network: "signet" }), "true");
});

test("a small disk keeps a part of the chain, and a large one all of it", () => {
  assert.equal([2_000, 1_000, 999, 500].map(pruneFor), [0, 0, 50_000, 50_000]);
  assert.equal([100, 32, 1].map(pruneFor), [31_789, 10_172, 550]);
});

test("bitcoind is told a login as its own script would write it, and never the password", () => {
  const auth = rpcAuth({ user: "lnd", password: "of LND" });
  const [, salt = "", hash] = /^lnd:([0-9a-f]{32})\$([0-9a-f]{64})$/.exec(auth) ?? [];
  assert.is(createHmac("sha256", salt).update("of LND").digest("hex"), hash);
  assert.not.match(bitcoinConf(bitcoindBoard()), /of LND|of the hub/);
  assert.is(rpcAuth({ user: "lnd", password: "of LND" }), auth, "and the same again, so that nothing changes");
});

test("nobody but bitcoind's own user can stop it, spend with it or change its peers", () => {
  const dangerous =
    /^(?:stop|add|set|disconnect|invalidate|reconsider|prune|generate|load|dump|import|send(?!rawtransaction))/;
  for (const methods of Object.values(RPC_ALLOWED)) for (const method of methods) assert.not.match(method, dangerous);
  assert.ok(!RPC_ALLOWED.hub.some((method) => method.startsWith("send")), "and the hub sends nothing by it");
});

test("LND hears of blocks and transactions where bitcoind tells of them, and asks where it answers", () => {
  for (const event of ["rawblock", "rawtx"])
    assert.is(lndSays(`bitcoind.zmqpub${event}`), bitcoindSays(`zmqpub${event}`));
  assert.is(lndSays("bitcoind.rpchost"), `127.0.0.1:${bitcoindSays("rpcport")}`);
  const { login } = lndBoard();
  assert.equal([lndSays("bitcoind.rpcuser"), lndSays("bitcoind.rpcpass")], [login.user, login.password]);
});

test("a held payment is given back before LND would go to the chain for it", () => {
  const incomingBroadcastDelta = 16;
  assert.is(lndSays("invoices.holdexpirydelta"), String(HOLD_EXPIRY_DELTA));
  assert.ok(HOLD_EXPIRY_DELTA > incomingBroadcastDelta);
});

test("a new node's database is SQLite, and an old one's is left as it is", () => {
  assert.equal([lndSays("db.backend"), lndSays("db.use-native-sql")], ["sqlite", "true"]);
  assert.equal(
    [lndSays("db.backend", { database: "bolt" }), lndSays("db.bolt.auto-compact", { database: "bolt" })],
    [undefined, "true"],
  );
});

test("everything listens on this machine alone", () => {
  const lines = [
    ...bitcoindLines(bitcoindBoard()),
    ...lndLines(lndBoard()),
    ...torLines(tor),
    ...torControlLines(NODE_PORTS),
  ];
  const hosts = lines.flatMap(({ value }) =>
    [...value.matchAll(/(\d+\.\d+\.\d+\.\d+|localhost):\d+/g)].map(([, host]) => host),
  );
  assert.equal([...new Set(hosts)], ["127.0.0.1"]);
  assert.ok(hosts.length > 8);
});

test("the shop's onion leads to its own door and the owner's to the desk's", () => {
  const services = torrc(tor).split(/^(?=HiddenServiceDir )/m);
  assert.match(services[1] ?? "", /^HiddenServiceDir \/shop\n[^]*^HiddenServicePort 80 127\.0\.0\.1:3090$/m);
  assert.match(services[2] ?? "", /^HiddenServiceDir \/desk\n[^]*^HiddenServicePort 80 127\.0\.0\.1:3091$/m);
});

test("a tor without proof of work gets no line that it would not start with", () => {
  assert.is(valueIn(torLines(tor), "HiddenServicePoWDefensesEnabled"), "1");
  assert.is(valueIn(torLines({ ...tor, hasProofOfWork: false }), "HiddenServicePoWDefensesEnabled"), undefined);
});

test("the mint's words, macaroon and certificates are named and not told", () => {
  const file = mintConf(mint);
  assert.match(file, /^mnemonic = "file:\/m"$/m);
  assert.match(file, /^name = "The \\"Corner\\""$/m, "a name cannot end its own quotes");
});

test("the owner's key for the onion service is the same whether it is new or was kept", () => {
  const key = newClientKey();
  assert.match(key.secret, /^[A-Z2-7]{52}$/);
  assert.match(key.authorization, /^descriptor:x25519:[A-Z2-7]{52}\n$/);
  assert.equal(clientKeyOf(key.secret), key);
  assert.not.match(key.authorization, key.secret);
  assert.is.not(newClientKey().secret, key.secret);
});

test("the LAN hears of the shop at its own port", () => {
  assert.match(avahiService(), `<port>${facts.ports.shop}</port>`);
  assert.match(avahiService(), "<type>_http._tcp</type>");
});
