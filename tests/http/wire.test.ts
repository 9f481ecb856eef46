import { once } from "node:events";
import { connect } from "node:net";
import * as assert from "uvu/assert";
import { listen } from "../../app/http/listen.ts";
import type { Listening } from "../../app/http/listen.ts";
import { suite } from "../support/suite.ts";
import { openHub } from "./hub.ts";

const test = suite("http/wire");

const t = await openHub();
test.after(t.close);

/** What the hub writes to a connection that sends exactly this, until the connection ends. */
async function exchange(text: string): Promise<string> {
  const server: Listening = await listen(t.app, { host: "127.0.0.1", port: 0, log: t.hub.log });
  const socket = connect(server.port, "127.0.0.1").setEncoding("utf8");
  let received = "";
  socket.on("data", (chunk: string) => (received += chunk));
  socket.write(text);
  await once(socket, "close");
  await server.close();
  return received;
}

const answersIn = (received: string) => [...received.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => status);

const HIDDEN = "GET /hidden HTTP/1.1\r\nHost: shop.lan\r\n\r\n";
const START = "POST /api/v1/orders HTTP/1.1\r\nHost: shop.lan\r\nContent-Type: application/json\r\n";

for (const [what, message] of [
  ["two lengths", `${START}Content-Length: 2\r\nContent-Length: ${2 + HIDDEN.length}\r\n\r\n{}${HIDDEN}`],
  [
    "a length and pieces",
    `${START}Content-Length: ${5 + HIDDEN.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  ],
  ["pieces of an unknown kind", `${START}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ["pieces said in two ways", `${START}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ["a length that is no number", `${START}Content-Length: +2\r\n\r\n{}${HIDDEN}`],
  [
    "a header with a bare line end",
    `GET /livez HTTP/1.1\r\nHost: shop.lan\r\nX: a\rTransfer-Encoding: chunked\r\n\r\n${HIDDEN}`,
  ],
] as const) {
  test(`a message with ${what} ends the connection, and what is hidden in it is not answered`, async () => {
    assert.equal(answersIn(await exchange(message)), ["400"]);
  });
}

test("TRACE sends nothing back", async () => {
  const answer = await exchange(
    "TRACE / HTTP/1.1\r\nHost: shop.lan\r\nX-Secret: told-by-a-proxy\r\nConnection: close\r\n\r\n",
  );
  assert.match(answer, /^HTTP\/1\.1 405 /);
  assert.not.match(answer, /told-by-a-proxy/);
});

test("a cookie of any length is nobody's, and one beyond all measure is refused unread", async () => {
  const send = (cookie: string) =>
    exchange(`GET /account HTTP/1.1\r\nHost: shop.lan\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
  for (const length of [43, 4_096, 12_000])
    assert.match(await send(`satoshop_sid=${"x".repeat(length)}`), /^HTTP\/1\.1 401 /, `${length}`);
  assert.match(await send(`satoshop_sid=${"x".repeat(20_000)}`), /^HTTP\/1\.1 431 /);
  assert.match(await send(`${"a=b; ".repeat(2_000)}satoshop_sid=x`), /^HTTP\/1\.1 401 /, "as many as fit");
});

for (const path of ["/basket/../", "/basket/%2e%2E/", "/./", "/basket\\..\\", "/basket/.."])
  test(`a path that leads elsewhere than it says is refused: ${path}`, async () => {
    const answer = await exchange(`GET ${path} HTTP/1.1\r\nHost: shop.lan\r\nConnection: close\r\n\r\n`);
    assert.equal(answersIn(answer), ["400"]);
  });

test("dots in a name and in a question lead nowhere", async () => {
  for (const path of ["/assets/a..b.css", "/?next=/../owner"])
    assert.not.equal(answersIn(await exchange(`GET ${path} HTTP/1.1\r\nHost: shop.lan\r\nConnection: close\r\n\r\n`)), [
      "400",
    ]);
});
