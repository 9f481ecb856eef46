import type { IncomingMessage } from "node:http";
import * as assert from "uvu/assert";
import { DEFAULT_RATE_LIMITS, scaleRateLimits } from "../../../app/http/rate-limits.ts";
import { suite } from "../../support/suite.ts";
import { addGoods, freshKey, openHub, posted, refused } from "../hub.ts";

const test = suite("rate limits");

const limits = { ...DEFAULT_RATE_LIMITS, orders: { perMinute: 6, burst: 2 } };
const t = await openHub({ limits });
const { body } = await addGoods(t);
test.after(t.close);

/** An order from this address, as if it came over a socket. */
function from(remoteAddress: string): Response | Promise<Response> {
  // The limit looks at nothing else of the message.
  const incoming = { socket: { remoteAddress } } as IncomingMessage;
  return t.app.request("/api/v1/orders", posted(body, freshKey()), { incoming });
}

const status = async (address: string) => (await from(address)).status;

test("who orders too often waits as long as the answer says", async () => {
  assert.equal([await status("10.0.0.1"), await status("10.0.0.1")], [201, 201]);
  const response = await from("10.0.0.1");
  assert.is(response.headers.get("retry-after"), "10");
  await refused(response, "too-many-requests");
  t.shop.clock.advance(9_999n);
  assert.is(await status("10.0.0.1"), 429);
  t.shop.clock.advance(1n);
  assert.equal([await status("10.0.0.1"), await status("10.0.0.1")], [201, 429]);
});

test("one address does not use up another's turns", async () => {
  assert.equal([await status("10.0.0.2"), await status("10.0.0.2"), await status("10.0.0.2")], [201, 201, 429]);
  assert.is(await status("10.0.0.3"), 201);
});

test("an IPv4 address is the same over both sockets, an IPv6 household is one", async () => {
  assert.equal([await status("10.0.0.4"), await status("::ffff:10.0.0.4"), await status("10.0.0.4")], [201, 201, 429]);
  assert.equal(
    [await status("2001:db8::1"), await status("2001:db8:0:0:ffff::2"), await status("2001:db8::3")],
    [201, 201, 429],
  );
  assert.is(await status("2001:db8:0:1::1"), 201);
});

test("turns come back while nobody orders, but never more than the burst", async () => {
  assert.equal([await status("10.0.0.5"), await status("10.0.0.5")], [201, 201]);
  t.shop.clock.advance(3_600_000n);
  assert.equal([await status("10.0.0.5"), await status("10.0.0.5"), await status("10.0.0.5")], [201, 201, 429]);
});

test("what a forwarding header says is not believed", async () => {
  const send = async (forwarded: string) =>
    (await t.app.request("/api/v1/orders", posted(body, { ...freshKey(), "X-Forwarded-For": forwarded }))).status;
  assert.equal([await send("10.1.1.1"), await send("10.1.1.2"), await send("10.1.1.3")], [201, 201, 429]);
});

test("limits can be made more generous as a whole", () => {
  assert.equal(scaleRateLimits(limits, 10).orders, { perMinute: 60, burst: 20 });
});
