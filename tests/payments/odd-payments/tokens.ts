import * as assert from "uvu/assert";
import { msatFromSat, MSAT_PER_SAT } from "../../../app/domain/money.ts";
import { MINUTE_MS } from "../../../app/domain/time.ts";
import type { Ecash } from "../../../app/ecash/ecash.ts";
import { finishDueOps } from "../../../app/ecash/finish-due-ops.ts";
import { leftOverTokens } from "../../../app/ecash/left-over-tokens.ts";
import { changeOfflineRule } from "../../../app/ecash/offline-rule.ts";
import { settleOffline } from "../../../app/ecash/settle-offline.ts";
import { shopKey } from "../../../app/ecash/shop-key.ts";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import type { Proof } from "../../../app/gateways/mint/port.ts";
import { balances } from "../../../app/payments/balances.ts";
import { openForeign } from "../../ecash/foreign.ts";
import type { Foreign } from "../../ecash/foreign.ts";
import { ecashOf, MINT_URL } from "../../ecash/world.ts";
import type { Trouble } from "../../ecash/world.ts";
import { Visitor, wordsOf } from "../../http/pages/visitor.ts";
import type { Answer } from "../../http/pages/visitor.ts";
import type { Route } from "../../support/routed-node.ts";
import type { OrderWithInvoice } from "../../support/shop.ts";
import { coinsIn, locked, lockTo, ofNewWallet, swapped } from "../../support/swapped-token.ts";
import { visit } from "../../support/visit.ts";
import type { OddWorld } from "./world.ts";

/** What buyers do with e-cash of the hub's own mint and of another that is on its list, and what bad luck does there. */
export type TokenHands = {
  token(sat: bigint): Promise<string>;
  otherToken(sat: bigint): Promise<string>;
  /** Of the other mint, in coins that take the shop's key, or another. */
  tokenForShop(sat: bigint): Promise<string>;
  tokenFor(publicKey: string, sat: bigint): Promise<string>;
  /** The coins of a token, to be made into another. */
  coins(token: string): Promise<readonly Proof[]>;
  /** The buyer puts a token into the page of the order, or of another. */
  bring(token: string, order?: Pick<OrderWithInvoice, "orderId" | "key">): Promise<void>;
  /** Takes a token into another wallet, with the shop's key where its coins take that. */
  spend(token: string): Promise<void>;
  /** The hub's next call of a path goes wrong, at its own mint or at the other. */
  fail(at: "own" | "other", path: string, how: Trouble["how"]): Promise<void>;
  /** Nothing reaches the other mint until there is a line again; the owner lets 5,000 sat out of hand meanwhile. */
  loseLine(): Promise<void>;
  findLine(): Promise<void>;
  /** How the other mint's node fares on its way to the hub's. */
  setRoute(route: Route): Promise<void>;
  /** As in the world; then the hub goes on with its e-cash, as it does every minute. */
  restart(): Promise<void>;
};

const ANY_PATH = "/";
/** More calls than a case makes. */
const MANY = 50;
const OFFLINE_RULE = { saleCapMsat: msatFromSat(5_000n), totalCapMsat: msatFromSat(5_000n) };

/** What has become of the tokens. */
export type TokenEnd = {
  /** What the answer to the last one says, where it was not taken. */
  refusal: string;
  /** In sat: what exchanges did not cost, which the buyer has as tokens. */
  leftOver: bigint;
};

type Stage = {
  world: OddWorld;
  own: Awaited<ReturnType<typeof ecashOf>>;
  /** Opened by the first who needs it: that takes as long as all the rest. */
  other: () => Promise<Foreign>;
  /** With the way to all mints that are open. */
  ecash: () => Ecash;
};

/** Lets the order be paid with e-cash while somebody acts, and tells how that ended. */
export async function withTokens(
  world: OddWorld,
  act: (world: OddWorld & TokenHands) => Promise<unknown>,
): Promise<TokenEnd> {
  const { hub } = world.hub;
  const own = await ecashOf(world.shop);
  let ecash: Ecash = (hub.ecash = own.ecash);
  let opened: Promise<Foreign> | undefined;
  const open = async () => {
    const other = await openForeign({ ...own, shop: world.shop });
    ecash = hub.ecash = other.ecash;
    return other;
  };
  const stage = { world, own, other: () => (opened ??= open()), ecash: () => ecash };
  const answers: Answer[] = [];
  try {
    await act({ ...world, ...buyerOf(stage, answers), ...luckOf(stage) });
    await assertCoinsAreBooked(world);
    assertWentWrong(own.trouble, (await opened)?.trouble ?? []);
    return { refusal: refusalIn(answers.at(-1)), leftOver: await leftOverSat(ecash, world) };
  } finally {
    (await opened)?.close();
    own.close();
  }
}

function buyerOf(
  { world, own, other, ecash }: Stage,
  answers: Answer[],
): Pick<TokenHands, "token" | "otherToken" | "tokenForShop" | "tokenFor" | "coins" | "bring" | "spend"> {
  const key = shopKey(own.ecash);
  const mintOf = (token: string) => ecash().mintAt(coinKit.peek(token)?.mint ?? "");
  const otherToken = async (sat: bigint) => (await other()).token(sat);
  const tokenFor = async (publicKey: string, sat: bigint) => {
    const token = await otherToken(sat);
    return swapped(mintOf(token), token, locked(lockTo(publicKey)));
  };
  return {
    token: own.token,
    otherToken,
    tokenFor,
    tokenForShop: (sat) => tokenFor(coinKit.publicKeyOf(key), sat),
    coins: async (token) => coinsIn(token, await mintOf(token).keysets()),
    bring: async (token, order = world.placed) =>
      void answers.push(await new Visitor(world.hub).post(`/orders/${order.orderId}/${order.key}/ecash`, { token })),
    spend: async (token) => void (await swapped(mintOf(token), token, ofNewWallet(), [key])),
  };
}

function luckOf({
  world,
  own,
  other,
  ecash,
}: Stage): Pick<TokenHands, "fail" | "loseLine" | "findLine" | "setRoute" | "restart"> {
  return {
    fail: async (at, path, how) => void (at === "own" ? own : await other()).trouble.push({ path, how }),
    loseLine: async () => {
      await changeOfflineRule(ecash(), { personId: "per_owner", ...visit }, OFFLINE_RULE);
      const { trouble } = await other();
      trouble.push(...Array.from({ length: MANY }, () => ({ path: ANY_PATH, how: "not-applied" }) as const));
    },
    findLine: async () => void ((await other()).trouble.length = 0),
    setRoute: async (route) => (await other()).setRoute(route),
    restart: async () => {
      world.shop.clock.advance(MINUTE_MS);
      await settleOffline(ecash());
      await finishDueOps(ecash());
      await world.restart();
    },
  };
}

/** What was to fail has failed. */
function assertWentWrong(...troubles: readonly Trouble[][]): void {
  assert.equal(
    troubles.flat().filter(({ path }) => path !== ANY_PATH),
    [],
  );
}

function refusalIn(answer: Answer | undefined): string {
  return answer === undefined || answer.status < 400 ? "" : wordsOf(answer);
}

async function leftOverSat(ecash: Ecash, { placed }: OddWorld): Promise<bigint> {
  const tokens = await leftOverTokens(ecash, placed.chargeId);
  return tokens.reduce((sum, { amountMsat }) => sum + amountMsat, 0n) / MSAT_PER_SAT;
}

/** What the hub has is coins of its own mint, and as much as its books say. */
async function assertCoinsAreBooked({ shop: { db } }: OddWorld): Promise<void> {
  const coins = await db.selectFrom("coin").selectAll().where("state", "=", "held").execute();
  const held = coins.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
  assert.is((await balances(db)).get("asset:ecash") ?? 0n, held, "the books and the coins differ");
  for (const { mint_url } of coins) assert.is(mint_url, MINT_URL, "the hub has coins of a stranger's mint");
}
