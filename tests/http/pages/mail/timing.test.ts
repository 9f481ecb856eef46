import * as assert from "uvu/assert";
import { addPersonWithAddress } from "../../../support/person-with-address.ts";
import type { Random } from "../../../../app/domain/ids.ts";
import { suite } from "../../../support/suite.ts";
import { testRandom } from "../../../support/world.ts";
import { openMailHub } from "./mailbox.ts";
import type { MailHub } from "./mailbox.ts";

const test = suite("http/pages/mail/timing");

const PAIRS = 200;
const WARM_UP = 40;
const ROUNDS = 3;

/**
 * How often a guess from one answer's time may be right: 60 of 100, where tossing a coin is right 50 times. With so
 * many answers the figure of two equal doors stays within 0.03 of a half in two rounds of three.
 */
const RIGHT_AT_MOST = 0.6;

async function timeOf(t: MailHub, address: string): Promise<number> {
  // So slow that no limit is reached.
  t.shop.clock.advance(10_000n);
  const body = new URLSearchParams({ address, wanted: "" });
  const headers = { Accept: "text/html", Origin: t.hub.origin };
  const startedAt = performance.now();
  const response = await t.app.request("/sign-in/mail", { method: "POST", body, headers });
  const took = performance.now() - startedAt;
  assert.equal([response.status, response.headers.get("location")], [303, "/sign-in/mail/code"]);
  return took;
}

/** The chance that a known address takes longer than an unknown one (Mann and Whitney's U, as a share). */
function shareSlower(known: readonly number[], unknown: readonly number[]): number {
  const wins = known.flatMap((one) => unknown.map((other): number => (one > other ? 1 : one === other ? 0.5 : 0)));
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}

/** How often a guess is right, by as many answers of each kind, asked for in turn by chance. */
async function rightGuesses(t: MailHub, random: Random, round: number): Promise<number> {
  const known: number[] = [];
  const unknown: number[] = [];
  for (let count = 0; count < PAIRS; count += 1) {
    const asks = [
      async () => known.push(await timeOf(t, `known${count}@example.org`)),
      async () => unknown.push(await timeOf(t, `other${round}-${count}@example.org`)),
    ];
    // Whatever grows or warms up in the meantime must favour neither.
    for (const ask of (random(1)[0] ?? 0) < 128 ? asks : asks.toReversed()) await ask();
  }
  const share = shareSlower(known, unknown);
  return Math.max(share, 1 - share);
}

test(
  "how long the answer takes does not tell whether an address is known",
  async () => {
    const t = await openMailHub();
    const random = testRandom(77);
    for (let count = 0; count < PAIRS; count += 1)
      await addPersonWithAddress(t.hub, "buyer", `known${count}@example.org`);
    for (let count = 0; count < WARM_UP; count += 1) await timeOf(t, `warm${count}@example.org`);
    const rounds: number[] = [];
    // A door that tells does so each time; whatever else the machine did during one round does not come back.
    while (rounds.length < ROUNDS && rounds.every((right) => right > RIGHT_AT_MOST))
      rounds.push(await rightGuesses(t, random, rounds.length));
    assert.ok(
      rounds.some((right) => right <= RIGHT_AT_MOST),
      `a guess is right so often: ${rounds.map((right) => right.toFixed(2)).join(", ")}`,
    );
    await t.close();
  },
  { timeoutMs: 120_000 },
);
