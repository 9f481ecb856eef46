import { gzipSync } from "node:zlib";
import * as assert from "uvu/assert";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { internet } from "../../../app/gateways/web/connect.ts";
import { safeFetcher } from "../../../app/gateways/web/safe-fetch.ts";
import { rejects, suite } from "../../support/suite.ts";
import { PUBLIC_ADDRESS, plainServer, smallInternet } from "./outside.ts";
import type { SmallInternet } from "./outside.ts";
import { torSocks } from "./tor-socks.ts";

const test = suite("gateways/web/safe-fetch");

const ONION = `${"a".repeat(55)}d.onion`;

async function refuses(there: SmallInternet, address: string, saying: RegExp): Promise<void> {
  const error = await rejects(safeFetcher({ outside: there.outside })(address), saying);
  assert.instance(error, Misconfigured, address);
  assert.equal(there.dialled, [], `${address} was asked`);
}

test("a public https address is asked at the very address that was checked", async () => {
  const there = await smallInternet((_request, response) => response.end("hello"));
  const answer = await safeFetcher({ outside: there.outside })("https://localhost/a?b");
  assert.equal([answer.status, await answer.text()], [200, "hello"]);
  assert.equal(there.dialled, [`${PUBLIC_ADDRESS} 443`]);
  there.close();
});

test("what is sent arrives: method, headers and body", async () => {
  const there = await smallInternet((request, response) => {
    const { method, headers } = request;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () =>
      response.end(JSON.stringify([method, headers["content-type"], headers["x-a"], Buffer.concat(chunks).toString()])),
    );
  });
  const ask = safeFetcher({ outside: there.outside });
  const form = { method: "POST", headers: { "X-A": "1" }, body: new URLSearchParams({ a: "ü" }) };
  assert.equal(await (await ask("https://localhost/", form)).json(), [
    "POST",
    "application/x-www-form-urlencoded;charset=UTF-8",
    "1",
    "a=%C3%BC",
  ]);
  there.close();
});

test("a name that leads to a private address is not asked, even when it also has a public one", async () => {
  const names = {
    localhost: [[PUBLIC_ADDRESS, "192.168.1.1"]],
    "lan.example": [["10.21.21.9"]],
    "six.example": [["::1"]],
  };
  const there = await smallInternet((_request, response) => response.end(), names);
  for (const name of Object.keys(names)) await refuses(there, `https://${name}/`, /is no public address/);
  there.close();
});

test("an address that is written as a number is checked although nothing is resolved", async () => {
  const there = await smallInternet((_request, response) => response.end());
  const spellings = ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433", "0177.0.0.1", "127.1", "0"];
  for (const host of [...spellings, "10.0.0.1", "169.254.169.254", "100.64.1.1", "[fd00::1]", "[64:ff9b::7f00:1]"])
    await refuses(there, `https://${host}/`, /is no public address/);
  assert.equal(there.resolved, []);
  there.close();
});

test("a name that changes to a private address after it was checked gains nothing", async () => {
  const names = { localhost: [[PUBLIC_ADDRESS], ["127.0.0.1"]] };
  const there = await smallInternet((_request, response) => response.end("public"), names);
  const ask = safeFetcher({ outside: there.outside });
  assert.is(await (await ask("https://localhost/")).text(), "public");
  assert.equal([there.resolved, there.dialled], [["localhost"], [`${PUBLIC_ADDRESS} 443`]]);
  await rejects(ask("https://localhost/"), /is no public address/);
  assert.is(there.dialled.length, 1, "the second time it is checked anew");
  there.close();
});

test("the real way out connects to the pinned address and asks no resolver", async () => {
  const server = await plainServer((_request, response) => response.end());
  const socket = await internet.dial(["127.0.0.1"], server.port);
  assert.equal([socket.remoteAddress, socket.remotePort], ["127.0.0.1", server.port]);
  socket.destroy();
  server.close();
});

test("a redirect is handed over and not followed", async () => {
  const inside = await plainServer((_request, response) => response.end("secret"));
  const there = await smallInternet((_request, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/` }).end(),
  );
  const answer = await safeFetcher({ outside: there.outside })("https://localhost/", { redirect: "follow" });
  assert.is(answer.status, 302);
  assert.match(answer.headers.get("location") ?? "", /^http:\/\/127/);
  assert.equal([inside.asked, there.dialled.length], [[], 1]);
  there.close();
  inside.close();
});

test("plain http, another port, another scheme, and a name or password in the address are not asked", async () => {
  const there = await smallInternet((_request, response) => response.end());
  for (const address of [
    "http://localhost/",
    "https://localhost:8443/",
    "https://localhost:80/",
    "http://localhost:443/",
  ])
    await refuses(there, address, /only https on port 443/);
  for (const address of ["file:///etc/passwd", "ftp://localhost/", "data:text/plain,a", "ws://localhost/"])
    await refuses(there, address, /is no way to the web/);
  for (const address of ["https://me@localhost/", "https://:word@localhost/", "https://localhost@127.0.0.1/"])
    await refuses(there, address, /name or password/);
  for (const address of ["", "localhost", "//localhost/", "https://", "https://[::1/"])
    await refuses(there, address, /no web address/);
  there.close();
});

test("only a certificate for the name is believed", async () => {
  const names = { "other.example": [[PUBLIC_ADDRESS]], localhost: [[PUBLIC_ADDRESS]] };
  const there = await smallInternet((_request, response) => response.end(), names);
  assert.instance(await rejects(safeFetcher({ outside: there.outside })("https://other.example/")), NotApplied);
  const { authorities: _ours, ...strangers } = there.outside;
  assert.instance(await rejects(safeFetcher({ outside: strangers })("https://localhost/")), NotApplied);
  there.close();
});

test("an answer that stalls is given up at the deadline, and what happened there is not known", async () => {
  const there = await smallInternet((_request, response) => {
    response.writeHead(200);
    response.write("begun");
  });
  const ask = safeFetcher({ outside: there.outside, deadlineMs: 300 });
  assert.instance(await rejects(ask("https://localhost/", { method: "POST", body: "pay" })), OutcomeUnknown);
  there.close();
});

test("a name that nobody resolves in time is given up, and nothing has happened", async () => {
  const there = await smallInternet((_request, response) => response.end());
  const outside = { ...there.outside, resolve: () => new Promise<never>(() => undefined) };
  assert.instance(await rejects(safeFetcher({ outside, deadlineMs: 100 })("https://localhost/")), NotApplied);
  there.close();
});

test("whoever asks may give up earlier", async () => {
  const there = await smallInternet(() => undefined);
  const signal = AbortSignal.timeout(100);
  await rejects(safeFetcher({ outside: there.outside })("https://localhost/", { signal }), /gave no answer/);
  there.close();
});

test("an endless answer is cut off, and so is one that is small only while it is packed", async () => {
  const endless = await smallInternet((_request, response) => {
    const more = () => {
      while (response.write(" ".repeat(10_000)));
    };
    response.on("drain", more);
    more();
  });
  await rejects(
    safeFetcher({ outside: endless.outside, maxBytes: 50_000 })("https://localhost/"),
    /more than 50000 bytes/,
  );
  endless.close();
  const packed = await smallInternet((_request, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(10_000_000))),
  );
  await rejects(
    safeFetcher({ outside: packed.outside, maxBytes: 50_000 })("https://localhost/"),
    /more than 50000 bytes/,
  );
  packed.close();
});

test("a closed port is no answer, and nothing has happened", async () => {
  const server = await plainServer((_request, response) => response.end());
  server.close();
  const ask = safeFetcher({ allowed: [`127.0.0.1:${server.port}`] });
  assert.instance(await rejects(ask(`http://127.0.0.1:${server.port}/`)), NotApplied);
});

test("the owner's list opens exactly the receiver that it names", async () => {
  const [listed, beside] = [await plainServer((_q, r) => r.end("hi")), await plainServer((_q, r) => r.end())];
  const ask = safeFetcher({ allowed: [`127.0.0.1:${listed.port}`, "[fd00::5]:8080", "nonsense", "a:b@c:80"] });
  assert.is(await (await ask(`http://127.0.0.1:${listed.port}/hook`)).text(), "hi");
  for (const address of [`http://127.0.0.1:${beside.port}/`, `http://localhost:${listed.port}/`, "https://127.0.0.1/"])
    assert.instance(await rejects(ask(address)), Misconfigured, address);
  assert.equal([listed.asked, beside.asked], [["GET /hook"], []]);
  listed.close();
  beside.close();
});

test("an onion service is asked through Tor alone, by its name", async () => {
  const service = await plainServer((_request, response) => response.end("onion"));
  const tor = await torSocks(service.port);
  const there = await smallInternet((_request, response) => response.end());
  const ask = safeFetcher({ outside: there.outside, torSocks: tor });
  for (const address of [`http://${ONION}/pay`, `http://sub.${ONION.toUpperCase()}./pay`])
    assert.is(await (await ask(address)).text(), "onion");
  assert.equal(tor.asked, [`${ONION}:80`, `sub.${ONION}:80`]);
  assert.equal([there.resolved, there.dialled], [[], []]);
  await rejects(ask(`http://${ONION}:8080/`), /only https on port 443/);
  tor.close();
  service.close();
  there.close();
});

test("without Tor no onion service is asked, and its name is told to nobody", async () => {
  const there = await smallInternet((_request, response) => response.end());
  for (const address of [`http://${ONION}/`, `https://${ONION}/`, `http://x.${ONION}./`])
    await refuses(there, address, /TOR_SOCKS/);
  assert.equal(there.resolved, []);
  there.close();
});
