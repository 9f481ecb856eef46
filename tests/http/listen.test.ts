import { once } from "node:events";
import { connect } from "node:net";
import * as assert from "uvu/assert";
import { Agent, fetch } from "undici";
import { listen } from "../../app/http/listen.ts";
import type { Listening } from "../../app/http/listen.ts";
import { rejects, suite } from "../support/suite.ts";
import { openHub, placeOrder } from "./hub.ts";

const test = suite("listen");

const t = await openHub();
test.after(t.close);

const open = (port = 0): Promise<Listening> => listen(t.app, { host: "127.0.0.1", port, log: t.hub.log });

/** What the server writes to a connection that sends exactly this, until it closes it. */
async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1").setEncoding("utf8");
  let received = "";
  socket.on("data", (chunk: string) => (received += chunk));
  socket.write(text);
  await once(socket, "close");
  return received;
}

test("the hub answers at its port, and a port that is taken is an error", async () => {
  const server = await open();
  assert.is((await fetch(`http://127.0.0.1:${server.port}/livez`)).status, 200);
  await rejects(open(server.port), /EADDRINUSE/);
  await server.close();
});

test("a stopped hub finishes what it has begun, ends streams and takes nothing new", async () => {
  const server = await open();
  const order = await placeOrder(t);
  const address = `http://127.0.0.1:${server.port}`;
  const stream = await fetch(`${address}/api/v1/orders/${order.id}/events`, { headers: { "Order-Key": order.key } });
  const events = stream.body?.getReader() ?? fail();
  await events.read();
  const running = Promise.withResolvers<void>();
  const node = t.shop.node;
  const info = node.info;
  const reached = new Promise<void>((resolve) => {
    node.info = async () => {
      resolve();
      await running.promise;
      return info();
    };
  });
  t.shop.clock.advance(60_000n);
  const ready = fetch(`${address}/readyz`);
  await reached;
  const closed = server.close();
  // What was sent before the stop may still be on its way.
  while (!(await events.read()).done);
  await rejects(fetch(`${address}/livez`, { dispatcher: new Agent() }));
  running.resolve();
  assert.is((await ready).status, 200);
  await closed;
  node.info = info;
});

test("an idle connection that is kept alive does not hold up the stop", async () => {
  const server = await open();
  const agent = new Agent({ keepAliveTimeout: 60_000 });
  await (await fetch(`http://127.0.0.1:${server.port}/livez`, { dispatcher: agent })).text();
  await server.close();
  await agent.close();
});

test("who does not stop in time is cut off", async () => {
  const server = await listen(t.app, { host: "127.0.0.1", port: 0, log: t.hub.log, graceMs: 20 });
  const hanging = exchange(
    server.port,
    "POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{",
  );
  await (await fetch(`http://127.0.0.1:${server.port}/livez`)).text();
  await server.close();
  assert.not.match(await hanging, /^HTTP\/1\.1 [25]/);
});

test("a body of ten megabytes is refused without being read, and the connection ends", async () => {
  const server = await open();
  const answer = await exchange(
    server.port,
    `POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n{`,
  );
  assert.match(answer, /^HTTP\/1\.1 413 /);
  assert.match(answer, /"\/problems\/body-too-large"/);
  await server.close();
});

test("an impossible Host header is a problem document", async () => {
  const server = await open();
  const answer = await exchange(server.port, "GET / HTTP/1.1\r\nHost: a b<>\r\nConnection: close\r\n\r\n");
  assert.match(answer, /^HTTP\/1\.1 400 /);
  assert.match(answer, /"\/problems\/malformed-request"/);
  await server.close();
});

test("a reader that hangs up in the middle of a stream leaves no error behind", async () => {
  const server = await open();
  const order = await placeOrder(t);
  const leaving = new AbortController();
  const { signal } = leaving;
  const stream = await fetch(`http://127.0.0.1:${server.port}/api/v1/orders/${order.id}/events`, {
    headers: { "Order-Key": order.key },
    signal,
  });
  await stream.body?.getReader().read();
  leaving.abort();
  await server.close();
  assert.equal(
    t.logged.filter((line) => line.includes('"level":"error"')),
    [],
  );
});

function fail(): never {
  throw new Error("the stream has no body");
}
