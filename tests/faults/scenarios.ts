import * as assert from "uvu/assert";
import { msatFromSat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { noteClaimed } from "../../app/ecash/note-claimed.ts";
import { changeOfflineRule } from "../../app/ecash/offline-rule.ts";
import { shopKey } from "../../app/ecash/shop-key.ts";
import { tokenRefuser } from "../../app/ecash/refuse-token.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { tokensFor } from "../../app/ecash/tokens-for.ts";
import { makeVouchers } from "../../app/ecash/vouchers/make-vouchers.ts";
import { payWithVoucher } from "../../app/ecash/vouchers/pay-with-voucher.ts";
import { takeVoucher } from "../../app/ecash/vouchers/take-voucher.ts";
import { newId } from "../../app/domain/ids.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../app/domain/time.ts";
import { cancel } from "../../app/orders/cancel.ts";
import { receive } from "../../app/orders/receive.ts";
import { ship } from "../../app/orders/ship.ts";
import { ASK_FOR_REST_JOB } from "../../app/payments/ask-for-rest-later.ts";
import { approve } from "../../app/payments/outgoing/approve.ts";
import { askPayout } from "../../app/payments/outgoing/ask-payout.ts";
import { askRefund } from "../../app/payments/outgoing/ask-refund.ts";
import { cancelOutgoing } from "../../app/payments/outgoing/cancel-outgoing.ts";
import { changeMoneyRules } from "../../app/payments/outgoing/change-rules.ts";
import { newOutgoingId, recordByHand } from "../../app/payments/outgoing/record-by-hand.ts";
import { setHubFee } from "../../app/payments/hub-fee/set-hub-fee.ts";
import { askToPlan } from "../../app/payments/outgoing/plan/ask-to-plan.ts";
import { findPlan, removePlan, setPlan } from "../../app/payments/outgoing/plan/set-plan.ts";
import { k1Of, offerWithdrawal } from "../../app/payments/outgoing/withdraw/offer-withdrawal.ts";
import { takeWithdrawal } from "../../app/payments/outgoing/withdraw/take-withdrawal.ts";
import { sellerBalance } from "../../app/payments/seller-balance.ts";
import { addWebhook } from "../../app/webhooks/outgoing/add-webhook.ts";
import {
  deleteWebhook,
  editWebhook,
  rotateWebhook,
  showWebhookSecrets,
  switchWebhookOff,
  switchWebhookOn,
} from "../../app/webhooks/outgoing/change-webhook.ts";
import { redeliver, testWebhook } from "../../app/webhooks/outgoing/send-again.ts";
import { eraseDelivery } from "../../app/orders/erase-delivery.ts";
import { comeToRest } from "./sound.ts";
import type { Hub } from "./hub.ts";
import { stateOf } from "./script.ts";
import type { Bought, Scenario, Script } from "./script.ts";
import { turnedKeys } from "./turned-keys.ts";

const TO_ADDRESS = { kind: "lightning-address", text: "mina@wallet.example" } as const;
const MANY_MSAT = 1_000_000_000_000n;
/** No two fees are the same, so that each is a change. */
let fees = 0;
const visit = { door: "admin", device: "a browser" } as const;

const lightning: Scenario = {
  name: "buys and pays over Lightning",
  run: async (s) => {
    const order = await s.buy({ delivery: true });
    await s.heard(order, "paid", () => s.world.outside.node.payAsBuyer(order.bolt11));
    await s.step((hub) => ifIn(hub, order, ["shipped"], () => ship(hub, s.world.stallId, order.orderId)));
    await s.step((hub) => ifIn(hub, order, ["received"], () => receive(hub, order.orderId)));
    await s.step((hub) => eraseDelivery(hub, order.orderId).then(() => true));
    // A webhook that failed last is not left to itself for so long: it would be switched off.
    await comeToRest(s.world);
    await s.world.alone(s.world.clock() + 15n * DAY_MS, "all");
    await s.comes(order, "closed");
  },
};

const missed: Scenario = {
  name: "pays over Lightning while nobody listens",
  run: async (s) => {
    const order = await s.buy();
    await s.world.outside.node.payAsBuyer(order.bolt11);
    await s.comes(order, "paid");
  },
};

const onChain: Scenario = {
  name: "pays on chain, sees the block go and another come",
  run: async (s) => {
    const { chain } = s.world.outside;
    const order = await s.buy({ sat: 50_000n });
    chain.pay({ address: order.address, amountMsat: msatFromSat(50_000n) });
    await s.heard(
      order,
      "paid",
      onlyOnce(() => chain.mine(1)),
    );
    await s.heard(
      order,
      "open",
      onlyOnce(() => chain.reorganise(1)),
    );
    await s.heard(order, "paid", () => chain.mine(1));
  },
};

const shippedTooSoon: Scenario = {
  name: "gets goods for money that the chain takes back",
  run: async (s) => {
    const { chain } = s.world.outside;
    const order = await s.buy({ sat: 50_000n });
    const txid = chain.pay({ address: order.address, amountMsat: msatFromSat(50_000n) });
    chain.mine(1);
    await s.comes(order, "paid");
    await s.step((hub) => ifIn(hub, order, ["shipped"], () => ship(hub, s.world.stallId, order.orderId)));
    chain.reorganise(1);
    chain.replace(txid);
    await s.world.alone();
    chain.mine(1);
    await s.world.alone();
  },
};

const inParts: Scenario = {
  name: "pays a part on chain and the rest later",
  run: async (s) => {
    const { chain } = s.world.outside;
    const order = await s.buy({ sat: 50_000n });
    const pay = (sat: bigint) => chain.pay({ address: order.address, amountMsat: msatFromSat(sat) });
    const replaced = pay(20_000n);
    await s.world.alone();
    chain.replace(replaced, { address: order.address, amountMsat: msatFromSat(30_000n) });
    await s.world.alone();
    chain.mine(1);
    await s.world.alone();
    pay(20_000n);
    chain.mine(1);
    await s.comes(order, "paid");
  },
};

const restByLightning: Scenario = {
  name: "pays a part on chain and the rest over Lightning",
  run: async (s) => {
    const { chain, node } = s.world.outside;
    const order = await s.buy({ sat: 50_000n });
    chain.pay({ address: order.address, amountMsat: msatFromSat(30_000n) });
    chain.mine(1);
    await s.world.alone();
    const rest = await s.step(async ({ db }) => restOf(db, order));
    await node.payAsBuyer(rest);
    await s.comes(order, "paid");
  },
};

const partBeforeInvoice: Scenario = {
  name: "pays a part on chain before there is an invoice",
  run: async (s) => {
    const { chain, node } = s.world.outside;
    const order = await s.buyOnChain(50_000n);
    await s.seen(
      onlyOnce(() => {
        chain.pay({ address: order.address, amountMsat: msatFromSat(30_000n) });
        chain.mine(1);
      }),
      ({ db }) => isAskedForRest(db, order),
    );
    const rest = await s.step(async ({ db }) => restOf(db, order));
    await node.payAsBuyer(rest);
    await s.comes(order, "paid");
  },
};

const late: Scenario = {
  name: "lets the time run out and pays after all",
  run: async (s) => {
    const { chain } = s.world.outside;
    const order = await s.buy({ sat: 50_000n });
    const unpaid = await s.buy();
    const inPart = await s.buy({ sat: 50_000n });
    chain.pay({ address: inPart.address, amountMsat: msatFromSat(20_000n) });
    chain.mine(1);
    await s.world.alone(s.world.clock() + 61n * MINUTE_MS);
    await s.comes(order, "expired");
    await s.comes(unpaid, "expired");
    await s.comes(inPart, "expired");
    chain.pay({ address: order.address, amountMsat: msatFromSat(50_000n) });
    chain.mine(1);
    await s.comes(order, "paid");
  },
};

const cancelled: Scenario = {
  name: "cancels after paying a part, which goes back by hand",
  run: async (s) => {
    const { chain } = s.world.outside;
    const order = await s.buy({ sat: 50_000n });
    chain.pay({ address: order.address, amountMsat: msatFromSat(30_000n) });
    chain.mine(1);
    await s.world.alone();
    await s.step((hub) => ifIn(hub, order, ["cancelled"], () => cancel(hub, order.orderId, "buyer")));
    const id = newOutgoingId(s.world);
    const by = { personId: s.world.people.owner, ...visit };
    await s.step(async (hub) => {
      const given = { id, orderId: order.orderId, amountMsat: msatFromSat(30_000n), note: "by hand" };
      return answered(await recordByHand(hub, given, by));
    });
  },
};

const refund: Scenario = {
  name: "gets back what was paid too much",
  run: async (s) => {
    const order = await s.buy({ sat: 20_000n });
    await s.world.outside.node.payAsBuyer(order.bolt11, msatFromSat(30_000n));
    await s.comes(order, "paid");
    const id = newOutgoingId(s.world);
    const amountMsat = msatFromSat(10_000n);
    await s.step(async (hub) =>
      answered(await askRefund(hub, { id, orderId: order.orderId, amountMsat, destination: TO_ADDRESS, by: "buyer" })),
    );
    await sent(s, id);
  },
};

const withdrawal: Scenario = {
  name: "fetches with a wallet what was paid too much",
  run: async (s) => {
    const { node } = s.world.outside;
    const order = await s.buy({ sat: 20_000n });
    await node.payAsBuyer(order.bolt11, msatFromSat(30_000n));
    await s.comes(order, "paid");
    const amountMsat = msatFromSat(10_000n);
    const { bolt11 } = await node.invoiceOfBuyer({ amountMsat, expirySeconds: 7_200 });
    const offered = await s.step((hub) => offerWithdrawal(hub, { orderId: order.orderId, amountMsat }));
    await s.step(async (hub) =>
      answered(await takeWithdrawal(hub, { k1: k1Of(hub.secretKey, offered), invoice: bolt11 })),
    );
    await s.step(async ({ db }) => {
      const of = db.selectFrom("outgoing").select("state").where("destination", "=", bolt11);
      return (await of.executeTakeFirst())?.state === "sent" ? true : undefined;
    }, 5n * MINUTE_MS);
  },
};

const payout: Scenario = {
  name: "is paid out after two have said yes",
  prepare: earn,
  run: async (s) => {
    await s.step((hub) => setRules(hub, s.world.people.owner, 20_000n));
    const id = await askedPayout(s, 30_000n);
    for (const person of [s.world.people.owner, s.world.people.operator])
      await s.step(async (hub) => {
        const said = await approve(hub, { id, revision: 1n }, { personId: person, ...visit });
        const before = ["approved-before", "already-on-its-way"];
        return !isRefused(said) || before.includes(said.reason) ? true : undefined;
      });
    await sent(s, id);
  },
};

const takenBack: Scenario = {
  name: "takes a payout back that nobody can be paid with",
  prepare: earn,
  run: async (s) => {
    // Of an invoice that can be paid no more, because it is paid; it outlives as many kills as there are.
    const spent = await s.world.outside.node.invoiceOfBuyer({ amountMsat: msatFromSat(1_000n), expirySeconds: 7_200 });
    const first = await askedPayout(s, 1_000n, { kind: "bolt11", text: spent.bolt11 });
    await sent(s, first);
    const second = await askedPayout(s, 1_000n, { kind: "bolt11", text: spent.bolt11 });
    await s.step(async ({ db }) => ((await outgoingState(db, second)) === "cancelled" ? true : undefined), HOUR_MS);
    await s.step((hub) => setRules(hub, s.world.people.owner, 1_000n));
    const third = await askedPayout(s, 2_000n);
    await s.step(async (hub) => {
      const by = { personId: s.world.people.seller, ...visit };
      await cancelOutgoing(hub, { id: third, stallId: s.world.stallId }, by);
      return (await outgoingState(hub.db, third)) === "cancelled" ? true : undefined;
    });
  },
};

const payoutOnChain: Scenario = {
  name: "is paid out on chain",
  prepare: earn,
  run: async (s) => {
    const { chain } = s.world.outside;
    await s.step((hub) => setRules(hub, s.world.people.owner, 90_000n, 1n));
    const id = await askedPayout(s, 40_000n, { kind: "chain", text: await chain.newAddress() });
    await s.step(
      async ({ db }) => ((await outgoingReason(db, id)) === "fee-budget-too-small" ? true : undefined),
      HOUR_MS,
    );
    await s.step((hub) => setRules(hub, s.world.people.owner, 90_000n));
    await s.step(async ({ db }) => {
      chain.mine(1);
      return (await outgoingState(db, id)) === "sent" ? true : undefined;
    }, HOUR_MS);
  },
};

const byPlan: Scenario = {
  name: "is paid out by a plan, and by a program",
  prepare: async (s) => {
    await s.step((hub) => setRules(hub, s.world.people.owner, 1_000_000_000n));
    await earn(s);
  },
  run: async (s) => {
    const { stallId, people } = s.world;
    const by = { personId: people.seller, ...visit };
    const fee = { ppm: 10_000n, leastMsat: msatFromSat(BigInt(1 + (fees += 1))) };
    await s.step((hub) => setHubFee(hub, fee, { personId: people.owner, ...visit }).then(() => true));
    const plan = { stallId, destination: TO_ADDRESS, thresholdMsat: msatFromSat(50_000n), revision: 0n } as const;
    await s.step(async (hub) => {
      const set = await setPlan(hub, { ...plan, rule: "threshold" }, by);
      return !isRefused(set) || (await findPlan(hub.db, stallId)) !== undefined ? true : undefined;
    });
    await comeToRest(s.world);
    await s.world.alone(s.world.clock() + 25n * HOUR_MS);
    await s.step(async ({ db }) => ((await sellerBalance(db, stallId)) === 0n ? true : undefined), 5n * MINUTE_MS);
    // Less than the plan waits for.
    await earn(s, 20_000n);
    const idempotency = { principal: "program", key: newOutgoingId(s.world), fingerprint: "same" };
    await s.step(async (hub) =>
      answered(await askToPlan(hub, { stallId, amountMsat: msatFromSat(1_000n), idempotency }, by)),
    );
    await s.step(async (hub) => {
      const there = await findPlan(hub.db, stallId);
      if (there === undefined) return true;
      await removePlan(hub, { stallId, revision: there.revision }, by);
      return undefined;
    });
  },
};

const webhooks: Scenario = {
  name: "is told of an order by a program that is down at first",
  run: async (s) => {
    const url = "https://shop.example/hook";
    s.world.outside.answers.set(url, [500]);
    const id = await ownWebhook(s, url);
    const actor = { personId: s.world.people.seller, ...visit };
    const which = { stallId: s.world.stallId, id };
    const order = await s.buy();
    await s.world.outside.node.payAsBuyer(order.bolt11);
    await s.comes(order, "paid");
    await s.step(async ({ db }) => ((await waiting(db, id)) === 0 ? true : undefined));
    await s.step((hub) => editWebhook(hub, actor, which, { names: "btcpay" }).then(() => true));
    await s.step((hub) => rotateWebhook(hub, actor, which).then(() => true));
    await s.step((hub) => showWebhookSecrets(hub, actor, which).then(() => true));
    await s.step((hub) => testWebhook(hub, actor, which).then(() => true));
    await s.step((hub) => switchWebhookOff(hub, actor, which).then(() => true));
    await s.step((hub) => switchWebhookOn(hub, actor, which).then(() => true));
    await s.step(async (hub) => {
      const { id: deliveryId } = await firstDelivery(hub, id);
      return answered(await redeliver(hub, actor, { ...which, deliveryId }));
    });
    await s.step(async ({ db }) => ((await waiting(db, id)) === 0 ? true : undefined));
    await s.step((hub) => deleteWebhook(hub, actor, which).then(() => true));
  },
};

const gone: Scenario = {
  name: "hears that its program is gone",
  run: async (s) => {
    const url = "https://gone.example/hook";
    s.world.outside.answers.set(
      url,
      Array.from({ length: 100 }, () => 410),
    );
    const id = await ownWebhook(s, url);
    const actor = { personId: s.world.people.seller, ...visit };
    const order = await s.buy();
    await s.step(async ({ db }) => {
      const row = await db.selectFrom("webhook").select("state").where("id", "=", id).executeTakeFirst();
      return row?.state === "off" ? true : undefined;
    });
    await s.step((hub) => deleteWebhook(hub, actor, { stallId: s.world.stallId, id }).then(() => true));
    s.world.outside.answers.delete(url);
    await s.step((hub) => ifIn(hub, order, ["cancelled"], () => cancel(hub, order.orderId, "buyer")));
  },
};

const byToken: Scenario = {
  name: "pays with e-cash, and has what was too much as a token",
  run: async (s) => {
    const { outside } = s.world;
    const order = await s.buy();
    const token = await outside.token(2_020n);
    await s.step((hub) => brought(hub, order, token, "done"));
    await s.comes(order, "paid");
    const id = newOutgoingId(s.world);
    const refundRequest = { id, orderId: order.orderId, amountMsat: msatFromSat(20n), by: "buyer" } as const;
    await s.step(async (hub) =>
      answered(await askRefund(hub, { ...refundRequest, destination: { kind: "ecash", text: "" } })),
    );
    await sent(s, id);
    const given = await s.step(async (hub) => (await tokensFor(hub.ecash, [id]))[0]?.text);
    // Its buyer spends it somewhere else.
    await outside.spend(given);
    await claimed(s, id);
  },
};

const payoutAsToken: Scenario = {
  name: "is paid out as a token, and takes it into a wallet",
  prepare: async (s) => {
    await s.step((hub) => setRules(hub, s.world.people.owner, 1_000_000n));
    const order = await s.buy();
    const coins = await s.world.outside.token(2_000n);
    await s.step((hub) => brought(hub, order, coins, "done"));
    await s.comes(order, "paid");
  },
  run: async (s) => {
    const id = await askedPayout(s, 1_500n, { kind: "ecash", text: "" });
    await sent(s, id);
    await s.world.outside.spend(await s.step(async (hub) => (await tokensFor(hub.ecash, [id]))[0]?.text));
    await claimed(s, id);
  },
};

const spentToken: Scenario = {
  name: "brings a token that is spent, and one from before the mint changed its keys",
  run: async (s) => {
    const { outside } = s.world;
    const order = await s.buy();
    const [spent, good] = [await outside.token(2_000n), await outside.token(2_000n)];
    await outside.spend(spent);
    await s.step((hub) => brought(hub, order, spent, "refused"));
    outside.changeMintKeys();
    await s.step((hub) => brought(hub, order, good, "done"));
    await s.comes(order, "paid");
  },
};

const otherMint: Scenario = {
  name: "pays with e-cash of another mint, which finds a way at the second try",
  run: async (s) => {
    const { outside } = s.world;
    const order = await s.buy();
    const token = await outside.otherToken(2_060n);
    outside.setRoute("closed");
    await s.step((hub) => brought(hub, order, token, "refused"));
    outside.setRoute("open");
    await s.step((hub) => brought(hub, order, token, "done"));
    await s.comes(order, "paid");
  },
};

const withoutLine: Scenario = {
  name: "pays with e-cash of another mint that cannot be reached until later, and then finds no way at first",
  run: async (s) => {
    const { outside, people } = s.world;
    const rule = { saleCapMsat: msatFromSat(5_000n), totalCapMsat: msatFromSat(5_000n) };
    await s.step((hub) => changeOfflineRule(hub, { personId: people.owner, ...visit }, rule).then(() => true));
    const order = await s.buy();
    const publicKey = await s.step(async ({ ecash }) => ecash.kit.publicKeyOf(shopKey(ecash)));
    const token = await outside.otherTokenFor(2_080n, publicKey);
    outside.reach.other = false;
    await s.step((hub) => brought(hub, order, token, "held"));
    await s.world.alone(s.world.clock() + 2n * MINUTE_MS);
    outside.setRoute("closed");
    outside.reach.other = true;
    await s.world.alone(s.world.clock() + 5n * MINUTE_MS);
    outside.setRoute("open");
    await s.comes(order, "paid");
  },
};

const byVoucher: Scenario = {
  name: "makes vouchers: one is taken as a token, one pays an order, one runs out",
  run: async (s) => {
    const { outside, random, people } = s.world;
    const first = await s.buy();
    const coins = await outside.token(60_000n);
    await s.step((hub) => brought(hub, first, coins, "done"));
    const by = { personId: people.owner, ...visit };
    // Whoever never saw the codes makes others; those come back, as nobody has their codes.
    const codes = await s.step(async (hub) => {
      const batch = newId("vcb", hub.clock(), random);
      const wanted = { batch, amountMsat: msatFromSat(2_000n), count: 3, days: 1, note: "" };
      const made = await makeVouchers(hub.ecash, wanted, by);
      return isRefused(made) ? undefined : made.codes;
    });
    const [toTake = "", toUse = ""] = codes;
    const given = await s.step(async (hub) => {
      const taken = await takeVoucher(hub.ecash, { code: toTake });
      return isRefused(taken) ? undefined : (await tokensFor(hub.ecash, [taken.voucherId]))[0]?.text;
    });
    await outside.spend(given);
    const order = await s.buy();
    await s.step(async (hub) => {
      const paid = await payWithVoucher(hub.ecash, { chargeId: order.chargeId, code: toUse });
      return paid.kind === "received" && paid.state === "done" ? true : undefined;
    });
    await s.comes(order, "paid");
    await s.world.alone(s.world.clock() + DAY_MS + 20n * MINUTE_MS);
    await s.step(async ({ db }) => {
      const out = db.selectFrom("voucher").select("id").where("state", "not in", ["taken", "used", "returned"]);
      return (await out.executeTakeFirst()) === undefined ? true : undefined;
    }, 5n * MINUTE_MS);
  },
};

const oldCopy: Scenario = {
  name: "takes e-cash after an old copy of its numbers was put back",
  run: async (s) => {
    const { outside } = s.world;
    const [before, own, other] = [await s.buy(), await s.buy(), await s.buy()];
    const [first, token] = [await outside.token(2_000n), await outside.token(2_000n)];
    const otherToken = await outside.otherToken(2_060n);
    await s.step((hub) => brought(hub, before, first, "done"));
    await s.step((hub) => beginAnew(hub));
    await s.step((hub) => brought(hub, own, token, "done"));
    await s.step((hub) => beginAnew(hub));
    await s.step((hub) => brought(hub, other, otherToken, "done"));
    await s.comes(other, "paid");
  },
};

/** Numbers that were used come again. */
async function beginAnew({ db }: Hub): Promise<true> {
  await db.deleteFrom("ecash_counter").execute();
  return true;
}

export const scenarios: readonly Scenario[] = [
  lightning,
  missed,
  turnedKeys,
  onChain,
  shippedTooSoon,
  inParts,
  restByLightning,
  partBeforeInvoice,
  late,
  cancelled,
  refund,
  withdrawal,
  payout,
  takenBack,
  payoutOnChain,
  byPlan,
  byToken,
  payoutAsToken,
  spentToken,
  otherMint,
  withoutLine,
  byVoucher,
  oldCopy,
  webhooks,
  gone,
];

/** Sells something, so that there is something to be paid out. */
async function earn(s: Script, sat = 100_000n): Promise<void> {
  const order = await s.buy({ sat });
  await s.world.outside.node.payAsBuyer(order.bolt11);
  await s.comes(order, "paid");
}

type Destination = { kind: "lightning-address" | "bolt11" | "chain" | "ecash"; text: string };

async function askedPayout(s: Script, sat: bigint, destination: Destination = TO_ADDRESS): Promise<string> {
  const id = newOutgoingId(s.world);
  const by = { personId: s.world.people.seller, ...visit };
  const request = { id, stallId: s.world.stallId, amountMsat: msatFromSat(sat), destination, by };
  await s.step(async (hub) => answered(await askPayout({ ...hub, refuseToken: tokenRefuser(hub.ecash) }, request)));
  return id;
}

async function sent(s: Script, id: string): Promise<void> {
  await s.step(async ({ db }) => ((await outgoingState(db, id)) === "sent" ? true : undefined), 5n * MINUTE_MS);
}

async function claimed(s: Script, id: string): Promise<void> {
  await s.step(async (hub) => {
    await noteClaimed(hub.ecash);
    return (await tokensFor(hub.ecash, [id]))[0]?.isClaimed === true ? true : undefined;
  }, 5n * MINUTE_MS);
}

async function outgoingState(db: Hub["db"], id: string): Promise<string | undefined> {
  return (await db.selectFrom("outgoing").select("state").where("id", "=", id).executeTakeFirst())?.state;
}

async function outgoingReason(db: Hub["db"], id: string): Promise<string | undefined> {
  return (await db.selectFrom("outgoing").select("reason").where("id", "=", id).executeTakeFirst())?.reason;
}

async function setRules(hub: Hub, owner: string, approvalOverSat: bigint, capMsat = MANY_MSAT): Promise<true> {
  const rules = { approvalOverMsat: msatFromSat(approvalOverSat), dailyCapMsat: MANY_MSAT };
  const budgets = (["payout", "refund"] as const).map((purpose) => ({
    purpose,
    period: "month" as const,
    capMsat,
    capPpm: 5_000n,
  }));
  await changeMoneyRules(hub, { rules, budgets, satPerVbyte: 50n }, { personId: owner, ...visit });
  return true;
}

async function brought(hub: Hub, { chargeId }: Bought, token: string, end: string): Promise<true | undefined> {
  const taken = await receiveToken(hub.ecash, { chargeId, token });
  // Whoever is told that the mint is away tries again.
  if (isRefused(taken) && taken.reason === "mint-away") return undefined;
  if (isRefused(taken)) throw new Error(`refused: ${taken.reason}`);
  return taken.state === end ? true : undefined;
}

/** A person whose page never came looks first whether it is done. */
async function ifIn(
  hub: Hub,
  { orderId }: Bought,
  done: string[],
  act: () => Promise<unknown>,
): Promise<true | undefined> {
  if (!done.includes(await stateOf(hub, orderId))) await act();
  return done.includes(await stateOf(hub, orderId)) ? true : undefined;
}

function answered(result: { kind: string; reason?: string }): true {
  assert.is(result.reason, undefined);
  return true;
}

async function ownWebhook(s: Script, url: string): Promise<string> {
  const actor = { personId: s.world.people.seller, ...visit };
  return s.step(async (hub) => {
    const there = await hub.db.selectFrom("webhook").select("id").where("url", "=", url).executeTakeFirst();
    if (there !== undefined) return there.id;
    const added = await addWebhook(hub, actor, s.world.stallId, { url, events: null, names: "hub" });
    if (isRefused(added)) throw new Error(`refused: ${added.reason}`);
    return added.id;
  });
}

async function waiting(db: Hub["db"], webhookId: string): Promise<number> {
  const rows = db.selectFrom("webhook_delivery").select("id").where("webhook_id", "=", webhookId);
  return (await rows.where("state", "=", "waiting").execute()).length;
}

async function firstDelivery({ db }: Hub, webhookId: string) {
  return db
    .selectFrom("webhook_delivery")
    .select("id")
    .where("webhook_id", "=", webhookId)
    .orderBy("seq")
    .executeTakeFirstOrThrow();
}

async function isAskedForRest(db: Hub["db"], { chargeId }: Pick<Bought, "chargeId">): Promise<boolean> {
  const key = `${ASK_FOR_REST_JOB}:${chargeId}`;
  return (await db.selectFrom("job").select("id").where("dedupe_key", "=", key).executeTakeFirst()) !== undefined;
}

async function restOf(db: Hub["db"], { chargeId }: Pick<Bought, "chargeId">): Promise<string | undefined> {
  const row = await db
    .selectFrom("lightning_invoice")
    .select(["bolt11", "attempt"])
    .where("charge_id", "=", chargeId)
    .where("state", "=", "open")
    .executeTakeFirst();
  return row !== undefined && row.attempt > 1n ? (row.bolt11 ?? undefined) : undefined;
}

function onlyOnce(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}
