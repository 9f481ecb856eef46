import * as assert from "uvu/assert";
import type { BackupSheetState } from "../../../app/db/schema.ts";
import { sha256Hex } from "../../../app/domain/hash.ts";
import { newSheetCode } from "../../../app/domain/sheet-code.ts";
import { addPerson } from "../../support/person.ts";
import { processorMs } from "../../support/processor-time.ts";
import { suite } from "../../support/suite.ts";
import { WRONG_PIN, openDrawer, printSheet, redeem } from "./drawer.ts";

const test = suite("accounts/backup/same-answer");

/** A fifth of the real work, so that what the database does besides weighs more than it does in the shop. */
const drawer = await openDrawer(23, { memoryKib: 4 * 1024, passes: 2, lanes: 1 });
test.after(() => drawer.db.destroy());

const ROUNDS = 24;

/**
 * Two kinds can be told apart when one is the quicker in so many rounds, which happens by chance once in fifty
 * thousand times, and by more than a tenth of the time that both take.
 */
const TELLING_ROUNDS = 22;
const TELLING_SHARE = 0.1;

async function sheetIn(state: BackupSheetState): Promise<string> {
  const { id } = await addPerson(drawer, "seller");
  const code = await printSheet(drawer, id);
  await drawer.db.updateTable("backup_sheet").set({ state }).where("secret_hash", "=", sha256Hex(code)).execute();
  return code;
}

async function ofSomebodyShutOut(): Promise<string> {
  const { id } = await addPerson(drawer, "seller");
  const code = await printSheet(drawer, id);
  await drawer.db.updateTable("person").set({ state: "shut-out" }).where("id", "=", id).execute();
  return code;
}

const kinds: Record<string, () => Promise<string>> = {
  "not there": async () => newSheetCode(drawer.random),
  good: () => sheetIn("good"),
  spent: () => sheetIn("spent"),
  burnt: () => sheetIn("burnt"),
  replaced: () => sheetIn("replaced"),
  "of somebody shut out": ofSomebodyShutOut,
};

test("with a wrong PIN every sheet is answered with the same, whatever is the matter with it", async () => {
  for (const [kind, make] of Object.entries(kinds))
    assert.equal(await redeem(drawer, await make(), WRONG_PIN), { kind: "refused", reason: "sheet-refused" }, kind);
});

test(`nobody can tell by the time of the answer what is the matter, not even in ${ROUNDS} rounds`, async () => {
  const times = new Map(Object.keys(kinds).map((kind) => [kind, new Array<number>()]));
  const codes = new Map<string, string>();
  for (const [kind, make] of Object.entries(kinds)) codes.set(kind, await make());
  // One of each in turn, so that a busy moment of the machine falls on all of them, and each as often at every place of
  // the round, because what the one before leaves to be done falls on the next.
  for (let round = 0; round < ROUNDS; round += 1) {
    // Its guesses would be used up.
    codes.set("good", await sheetIn("good"));
    const turn = [...codes];
    for (const [kind, code] of [...turn.slice(round % turn.length), ...turn.slice(0, round % turn.length)]) {
      times.get(kind)?.push(await processorMs(() => redeem(drawer, code, WRONG_PIN)));
    }
  }
  const unknown = times.get("not there") ?? [];
  for (const [kind, each] of times)
    assert.not.ok(isTelling(unknown, each), `${kind}: ${median(each)} ms, ${median(unknown)} ms`);
});

function isTelling(left: readonly number[], right: readonly number[]): boolean {
  const quicker = left.filter((ms, round) => ms < (right[round] ?? 0)).length;
  const isSteady = Math.max(quicker, left.length - quicker) >= TELLING_ROUNDS;
  return isSteady && Math.abs(median(left) - median(right)) > TELLING_SHARE * median(left);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
