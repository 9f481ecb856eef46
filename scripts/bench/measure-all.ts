import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { httpWire } from "../../app/gateways/mint/http-wire.ts";
import { safeFetcher } from "../../app/gateways/web/safe-fetch.ts";
import { bakeMacaroons } from "../regtest/hub/bake-macaroons.ts";
import { hubSettings, type HubSettings } from "../regtest/hub/settings.ts";
import { startCdkMintd } from "../regtest/mints/cdk-mintd.ts";
import type { Stack } from "../regtest/stack.ts";
import { startHub, type Hub } from "./hub.ts";
import { measureOrderList } from "./measure/order-list.ts";
import { measurePaymentList } from "./measure/payment-list.ts";
import { measureRush } from "./measure/rush.ts";
import { measureSignIn } from "./measure/sign-in.ts";
import { measureStart } from "./measure/start.ts";
import { measureToken } from "./measure/token.ts";
import { measureHub, type Plan } from "./measure-hub.ts";
import { peopleHub } from "./people.ts";
import type { Row } from "./row.ts";
import { stockHub } from "./stall.ts";
import { issuerOf } from "./ten-coins.ts";

/** Everything comes from one address here, hence limits that nobody reaches. */
const FAR_AWAY = "1000000";

/** Every row of the table, on one network, in whose folder everything is written and goes with it. */
export async function measureAll(stack: Stack, plan: Plan): Promise<Row[]> {
  const scratch = join(stack.folder, "bench");
  mkdirSync(scratch);
  const settings = await benchSettings(stack, join(scratch, "hub"));
  const goods = await stockHub(join(scratch, "hub"));
  const start = () => startHub(settings, join(scratch, "hub.log"));
  plan.say("how long a start takes");
  const starts = await measureStart(start, plan.amounts.starts);
  const rows = await whileRunning(start, (hub) => measureHub({ hub, goods, stack, scratch }, plan));
  plan.say("tokens beside bare swaps and a wallet");
  const tokens = await tokensAtMint(stack, { ...settings, DATA_DIR: join(scratch, "ecash") }, plan.amounts.tokens);
  plan.say("coming in");
  const signIn = await signInAtSandbox(join(scratch, "people"), plan.amounts.signIns);
  plan.say("many orders at once, told to a slow receiver");
  const rush = await measureRush(join(scratch, "rush"), plan.amounts.rush);
  plan.say("lists");
  const { times, ...sizes } = plan.amounts.lists;
  const orders = await measureOrderList(scratch, sizes, times);
  return [...rows, ...tokens, starts, signIn, ...rush, orders, await measurePaymentList(scratch, sizes.many, times)];
}

/** On a hub of its own, beside whose node a mint runs, as on a board. */
async function tokensAtMint(stack: Stack, settings: HubSettings & { DATA_DIR: string }, times: number): Promise<Row[]> {
  const goods = await stockHub(settings.DATA_DIR);
  const { url, stop } = await startCdkMintd(join(settings.DATA_DIR, "mint"), stack.shop);
  const start = () => startHub({ ...settings, MINT_URL: url }, `${settings.DATA_DIR}.log`);
  const fetch = safeFetcher({ allowed: [new URL(url).host] });
  try {
    const issuer = await issuerOf(openCashuMint(url, httpWire(url, fetch)));
    return await whileRunning(start, ({ origin }) =>
      measureToken({ origin, goods, issuer, buyer: stack.buyer.lnd }, times),
    );
  } finally {
    await stop();
  }
}

/** On a hub of its own, because only a sandbox keeps its letters where they can be read. */
async function signInAtSandbox(dataDir: string, count: number): Promise<Row> {
  const addresses = await peopleHub(dataDir, count);
  const settings = { MODE: "sandbox", DATA_DIR: dataDir, DEMO: "0", RATE_LIMIT_FACTOR: FAR_AWAY };
  const logFile = `${dataDir}.log`;
  const places = { mails: join(dataDir, "mails"), logFile, addresses };
  return whileRunning(
    () => startHub(settings, logFile),
    ({ origin }) => measureSignIn({ origin, ...places }),
  );
}

async function whileRunning<Result>(start: () => Promise<Hub>, use: (hub: Hub) => Promise<Result>): Promise<Result> {
  const hub = await start();
  try {
    return await use(hub);
  } finally {
    await hub.stop();
  }
}

/** As the owner has it, but for the limits. */
async function benchSettings(stack: Stack, dataDir: string): Promise<HubSettings> {
  const settings = hubSettings(stack, await bakeMacaroons(stack.folder, stack.shop));
  return { ...settings, DATA_DIR: dataDir, DEMO: "0", RATE_LIMIT_FACTOR: FAR_AWAY };
}
