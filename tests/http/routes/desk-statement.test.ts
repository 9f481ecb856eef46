import * as assert from "uvu/assert";
import type { z } from "zod";
import type { statementPage } from "../../../app/http/api/statement.ts";
import { addStall } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, payOrder, placeOrder, refused } from "../hub.ts";
import { addSeller, apiKey, askAs } from "../programs.ts";

const test = suite("/api/v1/desk/statement");
const t = await openHub();
const seller = await addSeller(t);
const { text: key } = await apiKey(t, seller, ["desk.statement.read"]);
test.after(() => t.close());

type Page = z.infer<typeof statementPage>;

const read = (query = "", by = key) => answered<Page>(askAs(t, by, `/api/v1/desk/statement${query}`), 200);

test("a seller's program reads the stall's statement page by page, with each balance", async () => {
  for (let count = 0; count < 3; count += 1) {
    await payOrder(t, await placeOrder(t, { priceMinor: 1_000n }));
    t.shop.clock.advance(1_000n);
  }
  const first = await read("?limit=2");
  assert.equal([first.openingMsat, first.closingMsat, first.items.length], ["0", "3000000", 2]);
  const last = await read(`?limit=2&cursor=${first.nextCursor}`);
  assert.equal(
    [...first.items, ...last.items].map(({ kind, netMsat, balanceMsat }) => [kind, netMsat, balanceMsat]),
    [
      ["order", "1000000", "1000000"],
      ["order", "1000000", "2000000"],
      ["order", "1000000", "3000000"],
    ],
  );
  assert.is(last.nextCursor, null);
  const [, second] = first.items;
  const part = await read(`?fromMs=${second?.atMs}&untilMs=${(second?.atMs ?? 0) + 1}`);
  assert.equal([part.openingMsat, part.closingMsat, part.items.length], ["1000000", "2000000", 1]);
});

test("a key that was made for something else, or for another stall, reads nothing of it", async () => {
  const { text: other } = await apiKey(t, seller);
  await refused(askAs(t, other, "/api/v1/desk/statement"), "out-of-scope");
  const neighbour = await addSeller(t, await addStall(t.shop, "neighbour"));
  const { text: theirs } = await apiKey(t, neighbour, ["desk.statement.read"]);
  assert.equal((await read("", theirs)).items, []);
});

test("a query that is not understood is refused", async () => {
  for (const query of ["fromMs=x", "untilMs=-1", "cursor=jrn_1", "limit=0"])
    await refused(askAs(t, key, `/api/v1/desk/statement?${query}`), "invalid-input");
});
