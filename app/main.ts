import { randomFillSync } from "node:crypto";
import { chatWriter, labelNo } from "../ui/bot/write-chat.ts";
import { letterWriter } from "../ui/mails/write-letter.ts";
import { startBot } from "./bot/start-bot.ts";
import type { Bot } from "./bot/start-bot.ts";
import { configHelp, readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { seedDemo } from "./demo/seed.ts";
import { unixMs } from "./domain/time.ts";
import type { Clock } from "./domain/time.ts";
import { openDoors } from "./http/open-doors.ts";
import type { Rooms } from "./http/open-doors.ts";
import { keepAlive } from "./jobs/keep-alive.ts";
import { observe } from "./jobs/observe.ts";
import { startJobs } from "./jobs/start.ts";
import type { Working } from "./jobs/working.ts";
import { createLog } from "./log.ts";
import { greet } from "./main/greet.ts";
import { openMoney } from "./main/money.ts";
import { openOthers } from "./main/others.ts";
import { openRooms } from "./main/rooms.ts";
import { openStore } from "./main/store.ts";
import type { Store } from "./main/store.ts";
import { openSupervisor } from "./main/supervisor.ts";
import { watchMoney } from "./main/watch-money.ts";
import type { World } from "./main/world.ts";
import { portionedRandom } from "./random.ts";
import { InvalidSetting } from "./settings/check-value.ts";

// What the hub writes holds keys and addresses: nobody else on the machine may read it.
process.umask(0o077);

const clock: Clock = () => unixMs(BigInt(Date.now()));
const random = portionedRandom(randomFillSync);

/** Builds the hub from its settings and opens the doors; answers with the function that closes them again. */
async function start(config: Config): Promise<() => Promise<void>> {
  const world = worldOf(config);
  const supervisor = openSupervisor(config, world);
  const store = await openStore(config, world, supervisor);
  refuseOtherMode(config, store);
  const money = await openMoney(config, world);
  const others = await openOthers(config, world);
  let bot: Bot | undefined;
  const hub = await openRooms(config, world, { store, money, others, botName: () => bot?.name() });
  const stop = new AbortController();
  const watching = watchMoney(hub, stop.signal);
  const working: Working = { ...others, ...money, ...hub, ...wordsOf(config) };
  await showDemo(config, hub);
  const jobs = startJobs(working);
  await observeFirst(config, working);
  const { telegram } = others;
  if (telegram !== undefined) bot = startBot({ ...hub, ...wordsOf(config), telegram }, stop.signal);
  const doors = await openDoors(hub, config.doors, world.log);
  await greet(hub, doors.addresses, { ...config, mails: others.mailFolder });
  await supervisor.ready(`Open at ${doors.addresses.lan}`);
  const alive = keepAlive({ ...hub, supervisor, lookedAtMs: () => jobs.lookedAtMs() }, stop.signal);
  return async () => {
    stop.abort();
    await supervisor.stopping();
    await doors.close();
    await Promise.all([watching, bot?.done, jobs.stop(), alive]);
    await money.close();
    await store.close();
  };
}

/** What was earned in a sandbox is nothing that anybody may be paid on mainnet. */
function refuseOtherMode({ mode }: Config, { begunIn }: Store): void {
  if (mode !== begunIn)
    throw new InvalidSetting(
      `MODE is ${mode}, and this database was begun in ${begunIn} mode: give DATA_DIR or DATABASE_URL another place`,
    );
}

function worldOf({ logLevel, exposed }: Config): World {
  const log = createLog({ level: logLevel });
  for (const setting of exposed)
    log.warn({ setting }, "a secret is in a plain environment variable: move it with `satoshop secrets set`");
  return { clock, random, log };
}

/** How letters and chats are worded, in the time of this machine. */
function wordsOf({ hubName }: Config) {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { writeChat: chatWriter(hubName, timeZone), labelNo, writeLetter: letterWriter(hubName, timeZone) };
}

async function showDemo({ demo, mode }: Config, { db, pictures }: Rooms): Promise<void> {
  if (demo && (mode === "sandbox" || mode === "regtest")) await seedDemo(db, pictures, clock(), random);
}

/** Only the sandbox, whose rates come from this process, waits for them. */
async function observeFirst({ mode }: Config, working: Working): Promise<void> {
  const observed = observe(working).catch((error: unknown) =>
    working.log.warn({ err: error }, "no rates could be observed"),
  );
  if (mode === "sandbox") await observed;
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
