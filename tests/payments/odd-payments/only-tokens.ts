import { getEncodedToken } from "@cashu/cashu-ts";
import { toLibrary } from "../../../app/gateways/mint/coin-shapes.ts";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import { MINT_URL } from "../../ecash/world.ts";
import type { Cell, Outcome } from "./cell.ts";
import { EXPIRED, OPEN, PAID_WITH_ECASH } from "./outcomes.ts";
import type { TokenHands } from "./tokens.ts";

const ECASH = "ecash";

const SPENT: Outcome = {
  ...OPEN,
  refusal: "The mint did not take this token: it was used before, or is not good any more.",
};
const USED: Outcome = { ...OPEN, refusal: "This token was used before. Please send another one." };

/** With coins of another mint that have paid an invoice of the hub's; both mints' fees, and the way's, are the buyer's. */
const EXCHANGED: Outcome = {
  ...PAID_WITH_ECASH,
  books: { "asset:ecash": 2_000n, "liability:seller": -2_000n },
  leftOver: 20n,
};

/** The other mint cannot be reached when a token is put in that the shop alone can spend. */
async function hold(w: TokenHands): Promise<string> {
  const token = await w.tokenForShop(2_023n);
  await w.loseLine();
  await w.bring(token);
  return token;
}

/** What can be said of tokens alone. */
export const onlyTokens: readonly Cell[] = [
  {
    rail: ECASH,
    what: "spent",
    how: "A token is put in whose coins somebody has taken into another wallet: the mint refuses them.",
    act: async (w) => {
      const token = await w.token(2_000n);
      await w.spend(token);
      await w.bring(token);
      await w.restart();
    },
    outcome: SPENT,
  },
  {
    rail: ECASH,
    what: "spent",
    how: "The same with a token of another mint on the list: it refuses to pay with them.",
    act: async (w) => {
      const token = await w.otherToken(2_022n);
      await w.spend(token);
      await w.bring(token);
      await w.restart();
    },
    outcome: SPENT,
  },
  {
    rail: ECASH,
    what: "not-listed",
    how: "A token names a mint that is not on the list. Nobody asks that mint.",
    act: async (w) => {
      const proofs = await w.coins(await w.otherToken(2_000n));
      await w.bring(coinKit.write({ mint: "https://stranger.example", proofs }));
    },
    outcome: { ...OPEN, refusal: "E-cash of this mint is not taken here" },
  },
  {
    rail: ECASH,
    what: "wrong-unit",
    how: "A token over 2,000 cents is put in.",
    act: async (w) => {
      const coins = await w.coins(await w.token(2_000n));
      await w.bring(getEncodedToken({ mint: MINT_URL, unit: "usd", proofs: coins.map(toLibrary) }));
    },
    outcome: { ...OPEN, refusal: "This token is not in sat. Please send one that is." },
  },
  {
    rail: ECASH,
    what: "locked",
    how: "A token is put in that takes another key than the shop's.",
    act: async (w) => w.bring(await w.tokenFor(coinKit.publicKeyOf("11".repeat(32)), 2_050n)),
    outcome: { ...OPEN, refusal: "This token is locked to somebody else. Please send one that the shop can spend." },
  },
  {
    rail: ECASH,
    what: "locked",
    how: "A token is put in that takes the shop's key and no other; the hub signs with it.",
    act: async (w) => {
      await w.bring(await w.tokenForShop(2_023n));
      await w.work();
    },
    outcome: EXCHANGED,
  },
  {
    rail: ECASH,
    what: "forged",
    how: "The DLEQ of one coin of a token is another coin's. Its mint is not asked.",
    act: async (w) => {
      const coins = await w.coins(await w.token(2_000n));
      await w.bring(
        coinKit.write({ mint: MINT_URL, proofs: coins.map((coin) => ({ ...coin, dleq: coins[0]?.dleq })) }),
      );
    },
    outcome: {
      ...OPEN,
      refusal: "This token does not show that its mint has signed it. Please send one that does.",
    },
  },
  {
    rail: ECASH,
    what: "brought-again",
    how: "The same token is put in twice. It is taken once.",
    act: async (w) => {
      const token = await w.token(2_000n);
      await w.bring(token);
      await w.bring(token);
      await w.work();
    },
    outcome: PAID_WITH_ECASH,
  },
  {
    rail: ECASH,
    what: "brought-again",
    how: "A token that has paid another order is put into this one.",
    act: async (w) => {
      const token = await w.token(2_000n);
      await w.bring(token, await w.another());
      await w.work();
      await w.bring(token);
    },
    outcome: { ...USED, stock: [2n, 1n] },
  },
  {
    rail: ECASH,
    what: "brought-again",
    how: "A token of another mint that pays another order, and is on its way, is put into this one.",
    act: async (w) => {
      const token = await w.otherToken(2_022n);
      await w.fail("other", "/v1/melt/bolt11", "unanswered");
      await w.bring(token, await w.another());
      await w.bring(token);
    },
    outcome: { ...USED, stock: [3n, 2n] },
  },
  {
    rail: ECASH,
    what: "exchanged",
    how: "A token over 2,022 sat of another mint on the list is put in: that mint pays an invoice of the hub's.",
    act: async (w) => {
      await w.bring(await w.otherToken(2_022n));
      await w.work();
    },
    outcome: EXCHANGED,
  },
  {
    rail: ECASH,
    what: "exchanged",
    how: "The same, and that mint's node finds no way. The coins are the buyer's again, and pay once there is one.",
    act: async (w) => {
      const token = await w.otherToken(2_022n);
      await w.setRoute("closed");
      await w.bring(token);
      await w.setRoute("open");
      await w.bring(token);
      await w.work();
    },
    outcome: EXCHANGED,
  },
  {
    rail: ECASH,
    what: "exchanged",
    how: "The same without the second try.",
    act: async (w) => {
      const token = await w.otherToken(2_022n);
      await w.setRoute("closed");
      await w.bring(token);
      await w.restart();
    },
    outcome: {
      ...OPEN,
      refusal:
        "The mint of this e-cash found no way to pay the shop. The token is still yours: please try again soon, or pay another way.",
    },
  },
  {
    rail: ECASH,
    what: "held",
    how: "The other mint cannot be reached, and the token takes the shop's key alone: it is held. Its mint is there again.",
    act: async (w) => {
      await hold(w);
      await w.findLine();
      await w.restart();
    },
    outcome: EXCHANGED,
  },
  {
    rail: ECASH,
    what: "held",
    how: "It is held, and its mint stays away until the time has run out: the order does not expire.",
    act: async (w) => {
      await hold(w);
      await w.timeOut();
    },
    outcome: { ...OPEN, page: "The shop holds your e-cash" },
  },
  {
    rail: ECASH,
    what: "held",
    how: "It is held, and its mint says later that the coins are spent. The time runs out.",
    act: async (w) => {
      const token = await hold(w);
      await w.findLine();
      await w.spend(token);
      await w.restart();
      await w.timeOut();
    },
    outcome: EXPIRED,
  },
  {
    rail: ECASH,
    what: "held",
    how: "It is held; when its mint is there again, that mint's node finds no way. It is tried again until there is one.",
    act: async (w) => {
      await hold(w);
      await w.setRoute("closed");
      await w.findLine();
      await w.restart();
      await w.setRoute("open");
      await w.restart();
    },
    outcome: EXCHANGED,
  },
  {
    rail: ECASH,
    what: "held",
    how: "It is held; its mint's payment hangs, and fails a minute later. It is tried again.",
    act: async (w) => {
      await hold(w);
      await w.setRoute("held");
      await w.findLine();
      await w.restart();
      await w.setRoute("closed");
      await w.restart();
      await w.setRoute("open");
      await w.restart();
      await w.restart();
    },
    outcome: EXCHANGED,
  },
  {
    rail: ECASH,
    what: "held",
    how: "The other mint cannot be reached, and anybody could spend the token: it is left to the buyer.",
    act: async (w) => {
      const token = await w.otherToken(2_022n);
      await w.loseLine();
      await w.bring(token);
    },
    outcome: {
      ...OPEN,
      refusal:
        "The mint of this e-cash does not answer. The token is still yours: please try again soon, or pay another way.",
    },
  },
  {
    rail: ECASH,
    what: "killed",
    how: "The hub is killed before its mint has heard of the swap. Started again, it asks for it.",
    act: async (w) => {
      await w.fail("own", "/v1/swap", "not-applied");
      await w.bring(await w.token(2_000n));
      await w.restart();
    },
    outcome: PAID_WITH_ECASH,
  },
  {
    rail: ECASH,
    what: "killed",
    how: "The mint has swapped the coins when the hub is killed, and the time runs out before anybody has asked it.",
    act: async (w) => {
      await w.fail("own", "/v1/swap", "unanswered");
      await w.bring(await w.token(2_000n));
      await w.timeOut();
      await w.restart();
    },
    outcome: PAID_WITH_ECASH,
  },
  {
    rail: ECASH,
    what: "killed",
    how: "The other mint has paid, and the hub is killed before its own has issued. Started again, it gets its coins.",
    act: async (w) => {
      await w.fail("own", "/v1/mint/bolt11", "not-applied");
      await w.bring(await w.otherToken(2_022n));
      await w.restart();
    },
    outcome: EXCHANGED,
  },
];
