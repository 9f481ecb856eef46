import * as assert from "uvu/assert";
import { acceptInvitation } from "../../../app/accounts/accept-invitation.ts";
import { invite } from "../../../app/accounts/invite.ts";
import { suite } from "../../support/suite.ts";
import { visit } from "../../support/visit.ts";
import { addGoods, freshKey, openHub, refused } from "../hub.ts";

const test = suite("body limits");

const t = await openHub();
test.after(t.close);

const headers = () => ({ "Content-Type": "application/json", ...freshKey() });

/** A body that comes in pieces and does not say how long it will be; counts what was taken of it. */
function streamed(pieces: number, bytesEach: number): { body: ReadableStream<Uint8Array>; taken: () => number } {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken === pieces) return controller.close();
      taken += 1;
      controller.enqueue(new Uint8Array(bytesEach).fill(32));
    },
  });
  return { body, taken: () => taken };
}

/** Streams need `duplex`, which the browser's own type of a request does not know. */
function sendStream(body: ReadableStream<Uint8Array>, more: Record<string, string> = {}): Response | Promise<Response> {
  const init: RequestInit & { duplex: "half" } = {
    method: "POST",
    body,
    duplex: "half",
    headers: { ...headers(), ...more },
  };
  return t.app.request(new Request("http://shop.lan:3000/api/v1/orders", init));
}

test("64 kB are taken, one byte more is not", async () => {
  const { body } = await addGoods(t);
  const text = JSON.stringify(body);
  const padded = (length: number) => text + " ".repeat(length - text.length);
  const send = (length: number) =>
    t.app.request("/api/v1/orders", { method: "POST", headers: headers(), body: padded(length) });
  assert.is((await send(65_536)).status, 201);
  await refused(send(65_537), "body-too-large");
});

test("a body that announces too much is refused unread", async () => {
  const { body, taken } = streamed(10, 1_000);
  const response = await sendStream(body, { "Content-Length": "10000000" });
  assert.is(response.headers.get("connection"), "close");
  await refused(response, "body-too-large");
  // A stream prepares one piece before anybody asks.
  assert.ok(taken() <= 1);
});

test("ten megabytes that announce nothing are refused after the first 64 kB", async () => {
  const { body, taken } = streamed(10_000, 1_000);
  await refused(sendStream(body), "body-too-large");
  assert.ok(taken() < 70);
});

test("a short body that announces nothing is read", async () => {
  const { body } = await addGoods(t);
  const stream = new Blob([JSON.stringify(body)]).stream();
  assert.is((await sendStream(stream)).status, 201);
});

test("pictures may be large, from people who are signed in", async () => {
  const { token } = await invite(t.hub, { role: "owner" });
  const session = await acceptInvitation(t.hub, token, { name: "Ann", visit });
  const cookie = { Cookie: `satoshop_sid=${"token" in session ? session.token : ""}`, Origin: t.hub.origin };
  const send = async (path: string, length: number, headers: Record<string, string>) =>
    (await t.app.request(path, { method: "POST", body: "x".repeat(length), headers })).status;
  assert.is.not(await send("/desk/stall/pictures", 12 * 1024 * 1024, cookie), 413);
  assert.is(await send("/desk/stall/pictures", 12 * 1024 * 1024 + 1, cookie), 413);
  assert.is(await send("/desk/stall/pictures", 65_537, {}), 413);
  assert.is(await send("/desk/stall", 65_537, cookie), 413);
});

test("addresses that do not exist read nothing", async () => {
  const { body, taken } = streamed(10, 1_000);
  const init: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half" };
  await refused(t.app.request(new Request("http://shop.lan:3000/nothing", init)), "not-found");
  assert.ok(taken() <= 1);
});
