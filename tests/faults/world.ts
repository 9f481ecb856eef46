import { addAddressOf } from "../support/person-with-address.ts";
import { addStall } from "../support/shop.ts";
import { testClock, testRandom } from "../support/world.ts";
import type { TestClock } from "../support/world.ts";
import type { Db } from "../../app/db/database.ts";
import { refreshMints } from "../../app/ecash/refresh-mints.ts";
import { trustOwnMint } from "../../app/ecash/trust-own-mint.ts";
import { newId } from "../../app/domain/ids.ts";
import type { Random } from "../../app/domain/ids.ts";
import type { Role } from "../../app/domain/permissions.ts";
import { MINUTE_MS } from "../../app/domain/time.ts";
import { addWebhook } from "../../app/webhooks/outgoing/add-webhook.ts";
import { begin, makeHub, work } from "./hub.ts";
import type { Hub } from "./hub.ts";
import { Life, newTrace } from "./life.ts";
import type { Trace } from "./life.ts";
import { openOutside } from "./outside.ts";
import type { Outside } from "./outside.ts";
import { openStore } from "./store.ts";
import type { Store } from "./store.ts";

export type People = { seller: string; owner: string; operator: string };

/** Longer than any lease, and than any call may take. */
export const A_WHILE_MS = MINUTE_MS + 1_000n;

/** A shop that is killed and started again, over and over, while everybody around it goes on. */
export class World {
  readonly store: Store;
  readonly outside: Outside;
  /** What a new node can spend, before anything was bought. */
  readonly firstMsat: bigint;
  readonly clock: TestClock;
  readonly random: Random;
  hub: Hub;
  stallId = "";
  people: People = { seller: "", owner: "", operator: "" };
  trace: Trace = newTrace();
  #cutting: Promise<void> = Promise.resolve();
  #awaited: { place: string; met: () => void } | undefined;

  private constructor(store: Store, outside: Outside, clock: TestClock, random: Random, db: Db) {
    this.store = store;
    this.outside = outside;
    this.firstMsat = outside.node.spendableMsat();
    this.clock = clock;
    this.random = random;
    this.hub = this.#born(db);
  }

  static async open(): Promise<World> {
    const store = await openStore();
    const [clock, random] = [testClock(), testRandom(77)];
    const outside = openOutside({ folder: store.folder, clock, random });
    // Something to reorganise: the first block stands for ever.
    outside.chain.mine(10);
    const world = new World(store, outside, clock, random, await store.open());
    await world.#settle();
    return world;
  }

  /** Fulfilled when the hub next makes the call. */
  nextCall(place: string): Promise<void> {
    return new Promise((met) => (this.#awaited = { place, met }));
  }

  /** Time passes, and the hub does what it does by itself; killed in it, it starts again and goes on. */
  async alone(untilMs?: bigint, sweeps: "frequent" | "all" = "frequent"): Promise<void> {
    this.clock.set(untilMs ?? this.clock() + A_WHILE_MS);
    while ((await this.hub.life.run(() => work(this.hub, sweeps))) === "gone") await this.restart();
  }

  /** Another process on the same database, as a board starts it after a power cut. */
  async restart(): Promise<void> {
    do {
      await this.#cutting;
      this.hub = this.#born(await this.store.open());
    } while ((await this.hub.life.run(() => begin(this.hub))) === "gone");
  }

  async close(): Promise<void> {
    await this.hub.db.destroy();
    this.outside.node.close();
    this.outside.chain.close();
    await this.store.close();
  }

  #born(db: Db): Hub {
    const cut = () => {
      this.outside.node.dropStreams();
      this.outside.chain.dropStreams();
      this.#cutting = this.store.cut(db);
    };
    const { clock, random, outside } = this;
    const heard = (place: string) => {
      if (this.#awaited?.place === place) this.#awaited.met();
    };
    return makeHub({ db, clock, random, outside, life: new Life(() => this.trace, cut), heard });
  }

  async #settle(): Promise<void> {
    const { hub } = this;
    const { db } = hub;
    this.stallId = await addStall({ db, clock: this.clock, random: this.random }, "corner");
    this.people = {
      seller: await this.#addPerson("seller"),
      owner: await this.#addPerson("owner"),
      operator: await this.#addPerson("operator"),
    };
    const actor = { personId: this.people.seller, door: "admin", device: "a browser" } as const;
    const standing = { url: "https://books.example/hook", events: null, names: "hub" } as const;
    await this.#trustMints();
    await addWebhook(hub, actor, this.stallId, standing);
    await addAddressOf(hub, this.people.seller, "mina@wallet.example");
    await hub.db
      .insertInto("telegram_chat")
      .values({
        chat_id: "4711",
        person_id: this.people.seller,
        name: "Mina",
        locale: "en",
        created_at_ms: this.clock(),
      })
      .execute();
  }

  async #trustMints(): Promise<void> {
    const { hub, outside } = this;
    await trustOwnMint(hub, outside.mint.url);
    const times = { created_at_ms: this.clock(), updated_at_ms: this.clock() };
    const caps = { cap_msat: 1_000_000_000n, payment_cap_msat: 1_000_000_000n };
    await hub.db
      .insertInto("mint")
      .values({ url: outside.otherMint.url, kind: "foreign", state: "on", reason: "", ...caps, ...times })
      .execute();
    await refreshMints(hub.ecash);
  }

  async #addPerson(role: Role): Promise<string> {
    const now = this.clock();
    const id = newId("per", now, this.random);
    await this.hub.db
      .insertInto("person")
      .values({
        id,
        role,
        stall_id: role === "seller" ? this.stallId : null,
        name: role,
        locale: "",
        state: "active",
        hold_until_ms: 0n,
        created_at_ms: now,
        updated_at_ms: now,
      })
      .execute();
    return id;
  }
}
