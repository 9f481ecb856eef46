import { once } from "node:events";
import { createServer } from "node:http";
import * as assert from "uvu/assert";
import { askSteadily } from "../../scripts/bench/steady.ts";
import { quantile } from "../../scripts/bench/statistics.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("bench/steady");

const pace = { perSecond: 200, seconds: 0.5, connections: 4 };

async function served(answer: (count: number) => { status: number; afterMs: number }) {
  let count = 0;
  const server = createServer((_, response) => {
    const { status, afterMs } = answer((count += 1));
    setTimeout(() => response.writeHead(status).end("page"), afterMs);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/`, server };
}

test("every request of the pace is answered and timed", async () => {
  const { url, server } = await served(() => ({ status: 200, afterMs: 0 }));
  assert.is((await askSteadily(url, pace)).length, 100);
  server.close();
});

test("a server that stalls once is charged for everybody who had to wait", async () => {
  const { url, server } = await served((count) => ({ status: 200, afterMs: count <= 4 ? 300 : 0 }));
  const times = await askSteadily(url, pace);
  assert.is(times.filter((ms) => ms > 50).length > 20, true);
  assert.is(quantile(times, 990) >= 290, true);
  server.close();
});

test("an answer that is no page fails the measurement", async () => {
  const { url, server } = await served((count) => ({ status: count === 50 ? 429 : 200, afterMs: 0 }));
  await rejects(askSteadily(url, pace), /answered 429/);
  server.close();
});
