import * as assert from "uvu/assert";
import { PIN_COST, hashPin, isPinOf } from "../../../app/accounts/backup/hash-pin.ts";
import { rejects, suite } from "../../support/suite.ts";
import { testRandom } from "../../support/world.ts";

const test = suite("accounts/backup/hash-pin");
const hub = { secretKey: "s".repeat(43), random: testRandom(3) };
const other = "t".repeat(43);

/** A small fraction of the real work: what is asked here does not depend on it. */
const cheap = { memoryKib: 64, passes: 1, lanes: 1 };
const cheapHub = { ...hub, pinCost: cheap };

test("a stored PIN says with how much work it was hashed, and nothing of the PIN", async () => {
  const stored = await hashPin(hub, "527391");
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.equal(PIN_COST, { memoryKib: 19_456, passes: 2, lanes: 1 });
  assert.not.match(stored, /527391/);
});

test("the same PIN is stored differently each time", async () => {
  assert.is.not(await hashPin(cheapHub, "527391"), await hashPin(cheapHub, "527391"));
});

test("only the PIN that was chosen is taken", async () => {
  const stored = await hashPin(cheapHub, "527391");
  assert.ok(await isPinOf(stored, hub, "527391"));
  for (const pin of ["527392", "5273910", "", "193725"]) assert.not.ok(await isPinOf(stored, hub, pin), pin);
});

test("a copy of the database alone cannot be asked about PINs: the pepper is not in it", async () => {
  const stored = await hashPin(cheapHub, "527391");
  assert.not.ok(await isPinOf(stored, { secretKey: other }, "527391"));
});

test("what was hashed with less work or more is still read with its own", async () => {
  for (const cost of [cheap, { memoryKib: 128, passes: 3, lanes: 2 }]) {
    const stored = await hashPin({ ...hub, pinCost: cost }, "527391");
    assert.match(stored, new RegExp(`m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}\\$`));
    assert.ok(await isPinOf(stored, hub, "527391"));
  }
});

test("a stored PIN that was tampered with is a bug, not a wrong PIN", async () => {
  await rejects(isPinOf("$argon2i$v=19$m=64,t=1,p=1$AAAA$AAAA", hub, "527391"), /PHC form/);
});

test("another implementation of RFC 9106 comes to the same hash", async () => {
  const random = () => new Uint8Array(Buffer.from("saltsalt12345678"));
  assert.is(
    await hashPin({ ...cheapHub, random }, "527391"),
    // By @noble/hashes, with the pepper as its `key`.
    "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQxMjM0NTY3OA$op/PcW0jmBKEHl5AhX/hIHb5EConmoRaJ3XESGKBZSM",
  );
});
