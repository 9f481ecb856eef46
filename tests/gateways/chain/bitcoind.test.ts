import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as assert from "uvu/assert";
import { z } from "zod";
import { Misconfigured, NotApplied } from "../../../app/domain/outcome.ts";
import { bitcoindWitness } from "../../../app/gateways/chain/bitcoind.ts";
import { safeFetcher } from "../../../app/gateways/web/safe-fetch.ts";
import { rejects, suite } from "../../support/suite.ts";

const test = suite("gateways/chain/bitcoind");

const Calls = z.array(z.object({ id: z.int(), method: z.string(), params: z.tuple([z.string()]) }));

type Reply = { result?: unknown; error?: { code: number; message: string } };

/** Stands for Bitcoin Core's RPC: `reply` by method and parameter. */
async function withCore(
  reply: (method: string, about: string) => Reply,
  check: (core: ReturnType<typeof bitcoindWitness>, login: { text: string }) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.headers.authorization !== `Basic ${Buffer.from("hub:pass").toString("base64")}`)
        return void response.writeHead(401).end();
      const calls = Calls.parse(JSON.parse(Buffer.concat(chunks).toString()));
      // In any order, as JSON-RPC allows.
      const answers = calls.map(({ id, method, params: [about] }) => ({ id, ...reply(method, about) })).toReversed();
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answers));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const login = { text: "hub:pass\n" };
  const safeFetch = safeFetcher({ allowed: [`127.0.0.1:${port}`], deadlineMs: 2_000 });
  try {
    await check(bitcoindWitness({ url: `http://127.0.0.1:${port}`, readLogin: () => login.text, safeFetch }), login);
  } finally {
    server.close();
  }
}

const unknown: Reply = { error: { code: -5, message: "not there" } };

test("it tells what waits in its mempool, however much it is asked about", () =>
  withCore(
    (method, txid) => (method === "getmempoolentry" && txid.startsWith("a") ? { result: { vsize: 140 } } : unknown),
    async (core) => {
      const txids = Array.from({ length: 450 }, (_, index) => `${index % 2 === 0 ? "a" : "b"}${index}`);
      const waiting = await core.waiting(txids);
      assert.equal(
        [...waiting],
        txids.filter((txid) => txid.startsWith("a")),
      );
    },
  ));

test("it tells which blocks are in its best chain", () =>
  withCore(
    (_method, hash) => ({ result: { confirmations: hash === "stale" ? -1 : 3 } }),
    async (core) => assert.equal([...(await core.standing(["best", "stale"]))], ["best"]),
  ));

test("a block that it has not heard of yet proves nothing", () =>
  withCore(
    () => unknown,
    async (core) => assert.instance(await rejects(core.standing(["new"])), NotApplied),
  ));

test("while it starts it answers nothing", () =>
  withCore(
    () => ({ error: { code: -28, message: "Loading block index…" } }),
    async (core) => assert.instance(await rejects(core.waiting(["aa"]), /Loading/), NotApplied),
  ));

test("a wrong login is told as such, and the next question uses the login of that moment", () =>
  withCore(
    () => ({ result: {} }),
    async (core, login) => {
      login.text = "hub:old";
      assert.instance(await rejects(core.waiting(["aa"]), /BITCOIND_LOGIN/), Misconfigured);
      login.text = "hub:pass";
      assert.equal([...(await core.waiting(["aa"]))], ["aa"]);
    },
  ));

test("a node that is not there can be asked again", async () => {
  const safeFetch = safeFetcher({ allowed: ["127.0.0.1:1"] });
  const core = bitcoindWitness({ url: "http://127.0.0.1:1", readLogin: () => "hub:pass", safeFetch });
  assert.instance(await rejects(core.waiting(["aa"])), NotApplied);
});
