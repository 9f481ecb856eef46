import { randomFillSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Logger } from "pino";
import { assetsFrom } from "../ui/assets.ts";
import { chatWriter, labelNo } from "../ui/bot/write-chat.ts";
import { letterWriter } from "../ui/mails/write-letter.ts";
import { Failures } from "./accounts/failures.ts";
import { invite } from "./accounts/invite.ts";
import { startBot } from "./bot/start-bot.ts";
import { InvalidSetting } from "./settings/check-value.ts";
import { configHelp, readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { migrate } from "./db/migrate.ts";
import { startCheckpoints } from "./db/wal-checkpoints.ts";
import type { Checkpoints } from "./db/wal-checkpoints.ts";
import type { Db } from "./db/database.ts";
import { openDatabase, sqliteFile } from "./db/open.ts";
import { outsideTransactions } from "./db/outside.ts";
import { seedDemo } from "./demo/seed.ts";
import { MINUTE_MS, unixMs } from "./domain/time.ts";
import type { Clock } from "./domain/time.ts";
import { openChain } from "./gateways/chain/open-chain.ts";
import { openEcash } from "./ecash/open-ecash.ts";
import type { Ecash } from "./ecash/ecash.ts";
import { sealUnder } from "./ecash/seal.ts";
import { openMint } from "./gateways/mint/open-mint.ts";
import type { OpenedMint } from "./gateways/mint/open-mint.ts";
import type { RateLookup } from "./orders/price-lines.ts";
import type { OutgoingSettings } from "./settings/neighbours.ts";
import type { GoogleSignIn } from "./gateways/google/port.ts";
import { readBolt11 } from "./gateways/lightning/bolt11.ts";
import { withChainFunds } from "./gateways/chain/sandbox-funds.ts";
import { openNode } from "./gateways/lightning/open-node.ts";
import { openPayee } from "./gateways/payee/payee.ts";
import { openMail } from "./gateways/mail/open-mail.ts";
import { sharpPictures } from "./gateways/pictures/sharp.ts";
import type { RateSource } from "./gateways/rates/port.ts";
import { publicSources } from "./gateways/rates/public-sources.ts";
import { sandboxRates } from "./gateways/rates/sandbox.ts";
import type { TelegramPort } from "./gateways/telegram/port.ts";
import { addressChecker } from "./gateways/web/check-address.ts";
import { safeFetcher } from "./gateways/web/safe-fetch.ts";
import type { Addresses } from "./http/door.ts";
import { openDoors } from "./http/open-doors.ts";
import type { Rooms } from "./http/open-doors.ts";
import { DEFAULT_RATE_LIMITS, scaleRateLimits } from "./http/rate-limits.ts";
import { observe, startJobs } from "./jobs/start.ts";
import { createLog } from "./log.ts";
import { receivableReader } from "./payments/receivability/read-receivable.ts";
import { watchChain } from "./payments/watch-chain.ts";
import { watchLightning } from "./payments/watch-lightning.ts";
import { portionedRandom } from "./random.ts";
import { newestRate } from "./rates/newest-rate.ts";
import { loadSecretKey } from "./secret-key.ts";

// What the hub writes holds keys and addresses: nobody else on the machine may read it.
process.umask(0o077);

const clock: Clock = () => unixMs(BigInt(Date.now()));
/** Receivers are to answer within 15 to 30 seconds (Standard Webhooks, "Operational considerations"). */
const WEBHOOK_LIMITS = { deadlineMs: 20_000, maxBytes: 1_000_000 };
/** A source that is slow or chatty is as good as silent. */
const PAYEE_LIMITS = { deadlineMs: 10_000, maxBytes: 64_000 };
/** A mint that pays an invoice may take as long as its node. */
const MINT_LIMITS = { deadlineMs: 60_000, maxBytes: 1_000_000 };
const RATE_LIMITS = { deadlineMs: 5_000, maxBytes: 512_000 };

/** What invoices call the network that each mode is on. */
const NETWORKS = { mainnet: "bitcoin", signet: "signet", regtest: "regtest", sandbox: "regtest" } as const;

const random = portionedRandom(randomFillSync);

/** Builds the hub from its settings and opens the doors; answers with the function that closes them again. */
async function start(config: Config): Promise<() => Promise<void>> {
  const log = createLog({ level: config.logLevel });
  for (const setting of config.exposed)
    log.warn({ setting }, "a secret is in a plain environment variable: move it with `satoshop secrets set`");
  const db = await openDatabase(config.dataDir, config.databaseUrl);
  const { to: schemaVersion } = await migrate(db, clock(), join(config.dataDir, "backups"));
  const checkpoints = openCheckpoints(db, config, log);
  const node = await openNode(config, { clock, random, log });
  const chain = await openChain(config, node, random);
  const mint = await openMint(config, {
    clock,
    random,
    receiver: node.receiver,
    payer: node.payer,
    payAsBuyer: node.sandboxBuyer?.pay,
    readInvoice: readBolt11,
    fetch: safeFetcher({ ...allowing(config.outgoing, config.mintUrl), ...MINT_LIMITS }),
  });
  const mail = openMail(config);
  const telegram = await openTelegram(config);
  const assetFolder = join(import.meta.dirname, "../dist/ui");
  const secretKey = config.secretKey ?? loadSecretKey(config.dataDir, random);
  const rateOf: RateLookup = (reader, currency) => newestRate(reader, currency, clock());
  const ecash = await openOwnEcash({ db, clock, random, rateOf, secretKey }, mint);
  const hub: Rooms = {
    db,
    schemaVersion,
    node: outsideTransactions(node.receiver),
    checkReceiver: outsideTransactions(addressChecker(config.outgoing)),
    receivable: receivableReader(outsideTransactions(node.gauge), clock),
    chain: chain.wallet === undefined ? undefined : outsideTransactions(chain.wallet),
    sender: chain.sender === undefined ? undefined : outsideTransactions(chain.sender),
    payer: node.payer === undefined ? undefined : outsideTransactions(node.payer),
    payee: openPayee({
      fetch: outsideTransactions(safeFetcher({ ...config.outgoing, ...PAYEE_LIMITS })),
      readInvoice: readBolt11,
      network: NETWORKS[config.mode],
      clock,
    }),
    pictures: outsideTransactions(sharpPictures()),
    clock,
    random,
    log,
    mode: config.mode,
    secretKey,
    rateOf,
    ecash,
    mintOperator: mint.operator && outsideTransactions(mint.operator),
    chargeLifetimeMs: BigInt(config.invoiceMinutes) * MINUTE_MS,
    limits: scaleRateLimits(DEFAULT_RATE_LIMITS, config.rateLimitFactor),
    failures: new Failures(),
    google: await openGoogle(config, log),
    sendsMail: mail !== undefined,
    botName: () => bot?.name(),
    hubName: config.hubName,
    assets: assetsFrom(JSON.parse(readFileSync(join(assetFolder, "manifest.json"), "utf8"))),
    assetFolder,
    sandboxBuyer: node.sandboxBuyer,
    sandboxPurse: mint.sandboxPurse,
    sandboxHands: chain.sandbox,
  };
  const stop = new AbortController();
  const watching = watchLightning(
    { ...hub, onBreak: (error) => log.warn({ err: error }, "the stream of payments broke") },
    hub.node,
    stop.signal,
  );
  const watchingChain = watchOnChain(hub, stop.signal);
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const chatting = { telegram, writeChat: chatWriter(config.hubName, timeZone), labelNo };
  const working = {
    ...hub,
    records: outsideTransactions(
      chain.sandbox === undefined ? node.records : withChainFunds(node.records, chain.sandbox),
    ),
    ...chatting,
    canceller: node.canceller === undefined ? undefined : outsideTransactions(node.canceller),
    mail: mail && outsideTransactions(mail.port),
    writeLetter: letterWriter(config.hubName, timeZone),
    fetchWebhook: outsideTransactions(safeFetcher({ ...config.outgoing, ...WEBHOOK_LIMITS })),
    rateSources: rateSources(config).map((source) => outsideTransactions(source)),
  };
  if (config.demo && (config.mode === "sandbox" || config.mode === "regtest"))
    await seedDemo(db, hub.pictures, clock(), random);
  const jobs = startJobs(working);
  const firstRates = observe(working).catch((error: unknown) => log.warn({ err: error }, "no rates could be observed"));
  if (config.mode === "sandbox") await firstRates;
  const bot = telegram === undefined ? undefined : startBot({ ...hub, ...chatting, telegram }, stop.signal);
  const doors = await openDoors(hub, config.doors, log);
  await greet(hub, doors.addresses, mail?.folder);
  return async () => {
    stop.abort();
    await doors.close();
    await Promise.all([watching, watchingChain, bot?.done, jobs.stop()]);
    chain.close();
    mint.close();
    await node.close();
    await checkpoints?.stop();
    await db.destroy();
  };
}

/** With the hub's own mint, where there is one. */
async function openOwnEcash(
  world: Pick<Ecash, "db" | "clock" | "random" | "rateOf"> & { secretKey: string },
  { ownUrl, mintAt, loadKit }: OpenedMint,
): Promise<Ecash | undefined> {
  if (ownUrl === undefined) return undefined;
  const seal = sealUnder(world.secretKey, random);
  const asked = (url: string) => outsideTransactions(mintAt(url));
  return openEcash({ ...world, ...(await loadKit()), seal, mintAt: asked, readInvoice: readBolt11, ownUrl });
}

/** The mint that the owner has named may stand on this machine. */
function allowing(outgoing: OutgoingSettings, url: string | undefined): OutgoingSettings {
  return url === undefined ? outgoing : { ...outgoing, allowed: [...outgoing.allowed, new URL(url).host] };
}

/** Postgres has its own. */
function openCheckpoints(db: Db, { dataDir }: Config, log: Logger): Checkpoints | undefined {
  if (db.engine !== "sqlite") return undefined;
  return startCheckpoints(sqliteFile(dataDir), (error) => log.error({ err: error }, "checkpoints have ended"));
}

/** Follows the wallet, where there is one. */
async function watchOnChain(hub: Rooms, signal: AbortSignal): Promise<void> {
  const { chain, log } = hub;
  if (chain === undefined) return;
  await watchChain(
    { ...hub, chain, onBreak: (error) => log.warn({ err: error }, "the chain is not followed") },
    signal,
  );
}

function rateSources({ mode, outgoing }: Config): RateSource[] {
  return mode === "sandbox" ? [sandboxRates()] : publicSources(safeFetcher({ ...outgoing, ...RATE_LIMITS }));
}

/** Loaded late: a hub without a bot need not carry the 19 MB of its library. */
async function openTelegram({ telegram }: Config): Promise<TelegramPort | undefined> {
  if (telegram === undefined) return undefined;
  const { telegramBot } = await import("./gateways/telegram/telegram.ts");
  return outsideTransactions(telegramBot({ ...telegram, clock }));
}

/** Late: a hub that Google does not know need not carry what it takes to ask it. */
async function openGoogle({ google }: Config, log: Logger): Promise<GoogleSignIn | undefined> {
  if (google === undefined) return undefined;
  const { googleSignIn } = await import("./gateways/google/openid.ts");
  const { protocol, host } = new URL(google.issuer);
  const safeFetch = safeFetcher({ allowed: protocol === "http:" ? [host] : [] });
  const onTrouble = (trouble: object) => log.warn(trouble, "a sign-in with Google failed");
  return outsideTransactions(googleSignIn({ ...google, safeFetch, clock, onTrouble }));
}

/** Tells the person at the terminal where the shop is; the owner's link is good once and for half an hour. */
async function greet(hub: Rooms, { lan, admin }: Addresses, mails: string | undefined): Promise<void> {
  const lines = [`SatoShop Hub is open at ${lan}`, ""];
  if (hub.mode !== "mainnet") lines.push(`Mode: ${hub.mode}. The money here has no value.`, "");
  const owner = await hub.db.selectFrom("person").select("id").where("role", "=", "owner").executeTakeFirst();
  if (owner === undefined || hub.mode === "sandbox") {
    const { token } = await invite(hub, { role: "owner" });
    lines.push("Owner, sign in once within 30 minutes:", `  ${admin}/join#${token}`, "");
  }
  if (mails !== undefined)
    lines.push("No mail server is set. Letters are kept as files in:", `  ${resolve(mails)}`, "");
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) {
    process.stdout.write(configHelp());
    return;
  }
  const stop = await start(readConfig());
  let isStopping = false;
  const end = () => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

function fail(error: unknown): never {
  const isSetting = error instanceof InvalidSetting;
  process.stderr.write(
    isSetting ? `${error.message}\nRun with --help to see every setting.\n` : `${inspectError(error)}\n`,
  );
  process.exit(isSetting ? 2 : 1);
}

function inspectError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main(process.argv.slice(2)).catch(fail);
