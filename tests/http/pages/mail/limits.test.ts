import * as assert from "uvu/assert";
import type { Door } from "../../../../app/http/door.ts";
import { DEFAULT_RATE_LIMITS } from "../../../../app/http/rate-limits.ts";
import { createServer } from "../../../../app/http/server.ts";
import { suite } from "../../../support/suite.ts";
import { Visitor } from "../visitor.ts";
import { MINA, askFor, isIn, letterOf, openMailHub, type } from "./mailbox.ts";
import type { MailHub } from "./mailbox.ts";

const test = suite("http/pages/mail/limits");

const OUTSIDE = { door: { kind: "public", hasAdmin: false, trustedProxy: undefined }, origin: "https://shop.example" };
const ONION = { door: { kind: "onion", hasAdmin: false, trustedProxy: undefined }, origin: "http://abc.onion" };
const SECONDS = 1_000n;

type At = { door: Door; origin: string };

const openAt = (at: object) => openMailHub({ ...(at as At), limits: DEFAULT_RATE_LIMITS });

/** Asks for a letter as somebody at this network address does, whatever page they were on. */
async function ask(t: MailHub, address: string, remoteAddress: string): Promise<number> {
  const body = new URLSearchParams({ address });
  // The limits look at nothing else of the message.
  const incoming = { socket: { remoteAddress } };
  const sent = { method: "POST", body, headers: { Origin: t.hub.origin, Accept: "text/html" } };
  return (await t.app.request(`${t.hub.origin}/sign-in/mail`, sent, { incoming })).status;
}

test("twenty strangers who ask for all the letters they can keep nobody else from coming in by mail", async () => {
  const t = await openAt(OUTSIDE);
  const answers = new Map<number, number>();
  for (let stranger = 0; stranger < 20; stranger += 1)
    for (let count = 0; count < 20; count += 1) {
      const status = await ask(t, `person${count}.${stranger}@example.org`, `198.51.100.${stranger}`);
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  assert.equal(
    [...answers],
    [
      [303, 20 * DEFAULT_RATE_LIMITS.signIns.burst],
      [429, 20 * (20 - DEFAULT_RATE_LIMITS.signIns.burst)],
    ],
  );
  assert.is(await ask(t, MINA, "203.0.113.7"), 303);
  assert.is((await letterOf(t)).to, MINA);
  await t.close();
});

test("a stranger who knows an address cannot use up the letters that its owner may ask for", async () => {
  const t = await openAt(OUTSIDE);
  let written = 0;
  for (let minute = 0; minute < 12; minute += 1) {
    for (let count = 0; count < 6; count += 1) if ((await ask(t, MINA, "198.51.100.1")) === 303) written += 1;
    assert.is(await ask(t, MINA, "203.0.113.7"), 303, `in minute ${minute}`);
    t.shop.clock.advance(60n * SECONDS);
  }
  assert.ok(written <= 17, `${written} letters in 12 minutes`);
  await t.close();
});

test("over Tor, where all visitors are one address, a hundred tries of a stranger leave turns for others", async () => {
  const t = await openAt(ONION);
  for (let count = 0; count < 100; count += 1) assert.is(await ask(t, `person${count}@example.org`, "127.0.0.1"), 303);
  assert.is(await ask(t, MINA, "127.0.0.1"), 303);
  const statuses = new Set<number>();
  for (let count = 0; count < 30; count += 1) statuses.add(await ask(t, `more${count}@example.org`, "127.0.0.1"));
  assert.equal(statuses, new Set([303, 429]), "there is a limit all the same");
  await t.close();
});

test("spraying one code over many accounts ends at the visitor's limit, and at the door's for all visitors together", async () => {
  const slow = await openMailHub({ limits: DEFAULT_RATE_LIMITS });
  const statuses = [];
  for (let count = 0; count < 20; count += 1)
    statuses.push((await askFor(new Visitor(slow), `person${count}@example.org`)).status);
  assert.is(statuses.indexOf(429), DEFAULT_RATE_LIMITS.signIns.burst);
  await slow.close();

  const t = await openMailHub();
  for (let count = 0; count < 500; count += 1)
    assert.is(await ask(t, `person${count}@example.org`, `198.51.100.${count}`), 303);
  assert.is(await ask(t, "person500@example.org", "203.0.113.7"), 429);
  const hub = { ...t.hub, ...ONION } as typeof t.hub;
  const onion = { ...t, hub, app: createServer(hub) };
  assert.is(await ask(onion, MINA, "127.0.0.1"), 303, "another door is open");
  // The post takes five hundred at a time.
  const letters = [...(await t.post.deliver()), ...(await t.post.deliver())];
  assert.equal(
    letters.map(({ to }) => to),
    [MINA],
  );
  t.shop.clock.advance(180n * SECONDS);
  const mina = new Visitor(t);
  assert.is((await askFor(mina, MINA)).status, 200);
  assert.is((await type(mina, (await letterOf(t)).code)).path, "/account");
  assert.ok(isIn(mina), "nobody is kept out for longer than that");
  await t.close();
});
