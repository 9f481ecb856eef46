import * as assert from "uvu/assert";
import { ownMint } from "../../app/ecash/mints/own-mint.ts";
import { turnKeys } from "../../app/ecash/turn-keys.ts";
import type { Scenario } from "./script.ts";

/** Whoever has seen the answer, or a page that names the new keys, asks no more. */
export const turnedKeys: Scenario = {
  name: "turns the own mint to new keys, which coins come from afterwards",
  run: async (s) => {
    const { outside, people } = s.world;
    const by = { personId: people.owner, door: "admin", device: "a browser" } as const;
    const before = await outside.mint.keysets();
    const from = await s.step(async ({ db }) => (await ownMint(db))?.keyset.id);
    await s.step(async ({ db, ecash, operator }) => {
      if ((await ownMint(db))?.keyset.id !== from) return true;
      return (await turnKeys({ ...ecash, operator }, { from }, by)).kind === "turned" ? true : undefined;
    });
    const after = await outside.mint.keysets();
    assert.is(after.length, before.length + 1, "they are turned once, however often somebody has to ask");
  },
};
