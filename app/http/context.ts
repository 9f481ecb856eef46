import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { Logger } from "pino";
import type { Person } from "../accounts/acting.ts";
import type { Failures } from "../accounts/failures.ts";
import type { LastBackup } from "../backups/last-backup.ts";
import type { Mode } from "../settings/table.ts";
import type { Db } from "../db/database.ts";
import type { Ecash } from "../ecash/ecash.ts";
import type { Random } from "../domain/ids.ts";
import type { Msat } from "../domain/money.ts";
import type { Clock } from "../domain/time.ts";
import type { ChainSender, ChainWallet } from "../gateways/chain/port.ts";
import type { GoogleSignIn } from "../gateways/google/port.ts";
import type { HostReader } from "../gateways/host/port.ts";
import type { LightningPayer, LightningReceiver } from "../gateways/lightning/port.ts";
import type { MintOperator } from "../gateways/mint/port.ts";
import type { Payee } from "../gateways/payee/port.ts";
import type { PicturePort } from "../gateways/pictures/port.ts";
import type { AddressCheck } from "../gateways/web/port.ts";
import type { ReceivableReader } from "../payments/receivability/read-receivable.ts";
import type { RateLookup } from "../orders/price-lines.ts";
import type { Assets } from "../../ui/assets.ts";
import type { Addresses, Door } from "./door.ts";
import type { Problem } from "./problem.ts";
import type { RateLimits } from "./rate-limits.ts";

/** What the routes work with; built once by the composition root. */
export type Hub = {
  db: Db;
  /** How many migrations this program knows: what `migrate` answers as `to`. */
  schemaVersion: number;
  node: LightningReceiver;
  /** Says of a receiver's address why nothing would be sent there. */
  checkReceiver?: AddressCheck | undefined;
  /** Tells what can arrive over Lightning; left out where nobody can say. */
  receivable?: ReceivableReader | undefined;
  /** The wallet on chain; undefined when the hub takes nothing there. */
  chain: ChainWallet | undefined;
  /** Sends money over Lightning; undefined when the hub only writes down what is to be sent. */
  payer: LightningPayer | undefined;
  /** Sends money on chain; undefined when the hub sends none there. */
  sender?: ChainSender | undefined;
  payee: Payee;
  /** Takes and gives e-cash; undefined when the hub has no mint. */
  ecash?: Ecash | undefined;
  /** Reads what the hub's mint owes, and turns its keys; undefined when nobody told the hub how. */
  mintOperator?: MintOperator | undefined;
  /** The practice buyer's e-cash: a token over so much, rounded up; only in sandbox mode. */
  sandboxPurse?: ((amountMsat: bigint) => Promise<string>) | undefined;
  pictures: PicturePort;
  /** Tells how the machine is; left out where nobody measures it. */
  host?: HostReader | undefined;
  /** The last backup that was made and looked through. */
  lastBackup: () => LastBackup | undefined;
  clock: Clock;
  random: Random;
  log: Logger;
  mode: Mode;
  /** The address people type at this door, without a slash at the end. */
  origin: string;
  /** Which listener the routes are behind. */
  door: Door;
  /** The addresses of all doors, for links from one to another. */
  addresses: Addresses;
  /** Order keys and cookies' signatures are derived from it; never logged. */
  secretKey: string;
  /** What an installation shows to whoever becomes the owner, if it does. */
  claimCode: string | undefined;
  rateOf: RateLookup;
  chargeLifetimeMs: bigint;
  limits: RateLimits;
  /** Failed tries to come in, counted for all doors together. */
  failures: Failures;
  /** Only when the owner has made the hub known to Google. */
  google: GoogleSignIn | undefined;
  /** Whether letters can be sent; without them nobody comes in by mail. */
  sendsMail: boolean;
  /** Under which name people find the hub's bot at Telegram; undefined while it has none that answers. */
  botName: () => string | undefined;
  /** What the owner calls this hub; stands in the header and in page titles. */
  hubName: string;
  /** Where the built styles, islands and icons are served, and the folder they are in. */
  assets: Assets;
  assetFolder: string;
  /** Only in sandbox mode: the buyer's side of the in-process node. */
  sandboxBuyer: SandboxBuyer | undefined;
  /** Only in sandbox mode: the buyers' and the miners' side of the chain in this process. */
  sandboxHands: SandboxHands | undefined;
};

export type SandboxHands = {
  /** Sends coins in one transaction, which waits for its block. */
  pay(output: { address: string; amountMsat: Msat }): string;
  /** Finds one block. */
  mine(): void;
};

export type SandboxBuyer = {
  /** Pays an invoice of the sandbox node; the amount only to overpay. */
  pay(bolt11: string, amountMsat?: Msat): Promise<SandboxPayment>;
};

/** How the sandbox buyer's payment went. */
export type SandboxPayment =
  | { state: "settled" | "held"; paymentHash: string; amountMsat: Msat }
  | { state: "refused"; reason: "unknown-invoice" | "already-paid" | "expired" | "underpaid" | "invalid-invoice" };

/** Hono's environment: what came with the connection, and what middleware found out about the request. */
export type HubEnv = {
  Bindings: {
    /** Missing when a test asks the app without a socket. */
    incoming?: IncomingMessage;
    /** Aborts when the hub stops: streams end, so that the rest can finish. */
    stopping?: AbortSignal;
  };
  Variables: {
    requestId: string;
    traceParent: string;
    log: Logger;
    locale: "en" | "ko";
    theme: "light" | "dark" | undefined;
    person: Person | undefined;
    /** Shows a problem to a person; programs get the JSON. */
    renderProblem: RenderProblem | undefined;
  };
};

export type HubContext = Context<HubEnv>;

export type RenderProblem = (c: HubContext, problem: Problem) => Response | Promise<Response>;
