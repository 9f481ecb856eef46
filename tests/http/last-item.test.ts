import * as assert from "uvu/assert";
import { listen } from "../../app/http/listen.ts";
import { assertSound } from "../support/shop.ts";
import { suite } from "../support/suite.ts";
import { addGoods, freshKey, openHub } from "./hub.ts";
import { Agent, fetch } from "undici";

const test = suite("the last item");

const BUYERS = 200;

test(
  "two hundred buyers at the same moment: one gets it, the others are told that it is sold out",
  async () => {
    const t = await openHub();
    const server = await listen(t.app, { host: "127.0.0.1", port: 0, log: t.hub.log });
    const { body, variantIds } = await addGoods(t, { stock: 1n });
    const address = `http://127.0.0.1:${server.port}/api/v1/orders`;
    const dispatcher = new Agent({ connections: BUYERS });
    const buy = async () => {
      const headers = { "Content-Type": "application/json", ...freshKey() };
      const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body), dispatcher });
      const answer = JSON.parse(await response.text());
      return response.status === 201 ? "placed" : answer.reason;
    };
    const results = await Promise.all(Array.from({ length: BUYERS }, buy));
    assert.is(results.filter((result) => result === "placed").length, 1);
    assert.is(results.filter((result) => result === "sold-out").length, BUYERS - 1);
    const stock = await t.hub.db
      .selectFrom("stock")
      .selectAll()
      .where("variant_id", "=", variantIds[0] ?? "")
      .executeTakeFirst();
    assert.equal([stock?.on_hand, stock?.reserved], [1n, 1n]);
    assert.is((await t.hub.db.selectFrom("orders").select("id").execute()).length, 1);
    await assertSound(t.shop);
    await dispatcher.close();
    await server.close();
    await t.close();
  },
  { timeoutMs: 60_000 },
);
