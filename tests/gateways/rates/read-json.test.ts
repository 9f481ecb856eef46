import * as assert from "uvu/assert";
import { z } from "zod";
import { NotApplied } from "../../../app/domain/outcome.ts";
import { jsonReader } from "../../../app/gateways/rates/read-json.ts";
import { safeFetcher } from "../../../app/gateways/web/safe-fetch.ts";
import { rejects, suite } from "../../support/suite.ts";
import { answer, jsonAt } from "./answers.ts";

const test = suite("gateways/rates/read-json");
/** Reads from servers of this machine, which have to be named: nothing private is asked otherwise. */
const readFrom = ({ origin }: { origin: string }, deadlineMs = 10_000) =>
  jsonReader(safeFetcher({ allowed: [new URL(origin).host], deadlineMs, maxBytes: 1_000 }));
const shape = z.object({ price: z.string() });

test("numbers arrive as the text that was sent", async () => {
  const server = await answer(jsonAt({ "/": `{"price": 123456789012345678.90, "more": [1, true, null]}` }));
  assert.equal(await readFrom(server)(`${server.origin}/`, shape), { price: "123456789012345678.90" });
  server.close();
});

test("an answer that comes too late is given up, even when it has begun", async () => {
  const server = await answer((_request, response) => {
    response.writeHead(200);
    response.write(`{"price": `);
  });
  assert.instance(await rejects(readFrom(server, 300)(`${server.origin}/`, shape)), NotApplied);
  server.close();
});

test("an endless answer is cut off at the size limit", async () => {
  const server = await answer((_request, response) => {
    const more = () => {
      while (response.write(" ".repeat(10_000)));
    };
    response.on("drain", more);
    response.writeHead(200);
    more();
  });
  const error = await rejects(readFrom(server)(`${server.origin}/`, shape));
  assert.match(String(error.cause), /more than 1000 bytes/);
  server.close();
});

test("a redirect is not followed", async () => {
  const server = await answer((request, response) => {
    if (request.url === "/elsewhere") response.end(`{"price": "1"}`);
    else response.writeHead(302, { location: "/elsewhere" }).end();
  });
  assert.instance(await rejects(readFrom(server)(`${server.origin}/`, shape)), NotApplied);
  assert.equal(server.asked, ["/"]);
  server.close();
});

test("an error status, broken JSON, another shape and a closed port are all no answer", async () => {
  const server = await answer(jsonAt({ "/broken": "{", "/shape": `{"price": {"usd": 1}}` }));
  for (const path of ["/missing", "/broken", "/shape"]) {
    assert.instance(await rejects(readFrom(server)(`${server.origin}${path}`, shape)), NotApplied, path);
  }
  server.close();
  assert.instance(await rejects(readFrom(server)(`${server.origin}/broken`, shape)), NotApplied);
});

test("a source is asked by the safe way out: what is not named stays unasked", async () => {
  const server = await answer(jsonAt({ "/": `{"price": "1"}` }));
  assert.instance(await rejects(jsonReader(safeFetcher())(`${server.origin}/`, shape)), NotApplied);
  assert.equal(server.asked, []);
  server.close();
});
