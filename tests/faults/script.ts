import { setTimeout as wait } from "node:timers/promises";
import type { OrderState } from "../../app/domain/order-state.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { place } from "../../app/orders/place.ts";
import type { PlaceRequest } from "../../app/orders/place.ts";
import { openAddress } from "../../app/payments/open-address.ts";
import { requestInvoice } from "../../app/payments/request-invoice.ts";
import { addProduct } from "../support/shop.ts";
import { listen } from "./hub.ts";
import type { Hub } from "./hub.ts";
import { A_WHILE_MS } from "./world.ts";
import type { World } from "./world.ts";

export type Bought = {
  orderId: string;
  chargeId: string;
  bolt11: string;
  paymentHash: string;
  address: string;
  variantId: string;
};

/** What people do, one after the other; each tries again until it has worked, as patient people do. */
export type Scenario = {
  name: string;
  prepare?: (script: Script) => Promise<void>;
  run: (script: Script) => Promise<void>;
};

const PATIENCE = 30;
let keys = 0;

export class Script {
  readonly world: World;
  constructor(world: World) {
    this.world = world;
  }

  /** Does something at the hub until it answers; undefined is no answer, and neither is a hub that was killed. */
  async step<Result>(act: (hub: Hub) => Promise<Result | undefined>, pauseMs = A_WHILE_MS): Promise<Result> {
    for (let tries = 0; tries < PATIENCE; tries += 1) {
      const { hub } = this.world;
      const outcome = await hub.life.run(() => act(hub).catch(unlessOutsideFails));
      if (outcome === "gone") await this.world.restart();
      else if (outcome.value !== undefined) return outcome.value;
      await this.world.alone(this.world.clock() + pauseMs);
    }
    throw new Error("it never came about");
  }

  /** Orders the only piece of something, and gets what there is to pay with. */
  async buy({ sat = 2_000n, delivery = false } = {}): Promise<Bought> {
    const { request, variantId } = await this.#choose(sat, delivery);
    const bought = await this.step(async (hub) => {
      const { intent, ...placed } = await placeOrder(hub, request);
      const invoiced = await requestInvoice(hub, placed.chargeId, intent);
      const addressed = await openAddress(hub, placed.chargeId);
      if (isRefused(invoiced) || isRefused(addressed)) return undefined;
      const { bolt11, paymentHash } = invoiced;
      return { ...placed, bolt11, paymentHash, address: addressed.address };
    });
    return { ...bought, variantId };
  }

  /** Orders, and gets an address before there is an invoice: the page asks for both at once. */
  async buyOnChain(sat: bigint): Promise<Pick<Bought, "orderId" | "chargeId" | "address">> {
    const { request } = await this.#choose(sat, false);
    return this.step(async (hub) => {
      const { orderId, chargeId } = await placeOrder(hub, request);
      const addressed = await openAddress(hub, chargeId);
      return isRefused(addressed) ? undefined : { orderId, chargeId, address: addressed.address };
    });
  }

  async #choose(sat: bigint, delivery: boolean): Promise<{ request: PlaceRequest; variantId: string }> {
    const { world } = this;
    const { productId, variantIds } = await addProduct(
      { db: world.hub.db, clock: world.clock, random: world.random, stallId: world.stallId },
      { stock: 1n, priceMinor: sat, kind: delivery ? "physical" : "digital" },
    );
    const request = {
      stallId: world.stallId,
      lines: [{ productId, quantity: 1n }],
      note: "",
      locale: "en",
      idempotency: { principal: "buyer", key: `key-${(keys += 1)}`, fingerprint: "same" },
      ...(delivery && { delivery: { name: "Jun", address: "Seoul", contact: "" } }),
    };
    return { request, variantId: variantIds[0] ?? "" };
  }

  /** Something happens at node and chain while the hub listens, until the order is where that takes it. */
  async heard({ orderId }: Bought, state: OrderState, happens: () => unknown): Promise<void> {
    await this.step(async (hub) => {
      await listen(hub, async () => {
        await this.world.nextCall("LightningReceiver.watchSettlements");
        await happens();
        await until(hub, async () => (await stateOf(hub, orderId)) === state);
      });
      return (await stateOf(hub, orderId)) === state ? true : undefined;
    });
  }

  /** Something happens on chain while the hub listens, until it has seen it. */
  async seen(happens: () => unknown, isSeen: (hub: Hub) => Promise<boolean>): Promise<void> {
    await this.step(async (hub) => {
      await listen(hub, async () => {
        await happens();
        await until(hub, () => isSeen(hub));
      });
      return (await isSeen(hub)) ? true : undefined;
    });
  }

  /** The hub comes to it by itself. */
  async comes({ orderId }: Pick<Bought, "orderId">, state: OrderState): Promise<void> {
    await this.step(async (hub) => ((await stateOf(hub, orderId)) === state ? true : undefined));
  }
}

async function placeOrder(hub: Hub, request: PlaceRequest) {
  const placed = await place(hub, request);
  if (isRefused(placed)) throw new Error(`refused: ${placed.reason}`);
  return { orderId: placed.orderId, chargeId: placed.chargeId, intent: placed.intent };
}

export async function stateOf({ db }: Pick<Hub, "db">, orderId: string): Promise<OrderState> {
  return (await db.selectFrom("orders").select("state").where("id", "=", orderId).executeTakeFirstOrThrow()).state;
}

const LONGEST_WAIT_MS = 1_500;
const LOOK_MS = 1;

async function until(hub: Hub, isSo: () => Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < endsAt && !hub.life.isGone && !(await isSo())) await wait(LOOK_MS);
}

function unlessOutsideFails(error: unknown): undefined {
  if (error instanceof Error && ["NotApplied", "OutcomeUnknown"].includes(error.name)) return undefined;
  throw error;
}
