import type { Config } from "../config.ts";
import { outsideTransactions } from "../db/outside.ts";
import type { GoogleSignIn } from "../gateways/google/port.ts";
import { readBolt11 } from "../gateways/lightning/bolt11.ts";
import { hostReader } from "../gateways/host/read-report.ts";
import { openMail } from "../gateways/mail/open-mail.ts";
import { openPayee } from "../gateways/payee/payee.ts";
import { sharpPictures } from "../gateways/pictures/sharp.ts";
import type { RateSource } from "../gateways/rates/port.ts";
import { publicSources } from "../gateways/rates/public-sources.ts";
import { sandboxRates } from "../gateways/rates/sandbox.ts";
import type { TelegramPort } from "../gateways/telegram/port.ts";
import { addressChecker } from "../gateways/web/check-address.ts";
import { safeFetcher } from "../gateways/web/safe-fetch.ts";
import type { World } from "./world.ts";

/** Receivers are to answer within 15 to 30 seconds (Standard Webhooks, "Operational considerations"). */
const WEBHOOK_LIMITS = { deadlineMs: 20_000, maxBytes: 1_000_000 };
/** A source that is slow or chatty is as good as silent. */
const PAYEE_LIMITS = { deadlineMs: 10_000, maxBytes: 64_000 };
const RATE_LIMITS = { deadlineMs: 5_000, maxBytes: 512_000 };

/** What invoices call the network that each mode is on. */
const NETWORKS = { mainnet: "bitcoin", signet: "signet", regtest: "regtest", sandbox: "regtest" } as const;

/** Everybody else that the hub speaks to, each as rooms may ask it. */
export async function openOthers(config: Config, world: World) {
  const { outgoing, mode } = config;
  const mail = openMail(config);
  return {
    checkReceiver: outsideTransactions(addressChecker(outgoing)),
    payee: openPayee({
      fetch: outsideTransactions(safeFetcher({ ...outgoing, ...PAYEE_LIMITS })),
      readInvoice: readBolt11,
      network: NETWORKS[mode],
      clock: world.clock,
    }),
    host: config.hostReport === undefined ? undefined : hostReader(config.hostReport),
    pictures: outsideTransactions(sharpPictures()),
    mail: mail && outsideTransactions(mail.port),
    mailFolder: mail?.folder,
    telegram: await openTelegram(config, world),
    google: await openGoogle(config, world),
    fetchWebhook: outsideTransactions(safeFetcher({ ...outgoing, ...WEBHOOK_LIMITS })),
    rateSources: rateSources(config).map((source) => outsideTransactions(source)),
  };
}

export type Others = Awaited<ReturnType<typeof openOthers>>;

function rateSources({ mode, outgoing }: Config): RateSource[] {
  return mode === "sandbox" ? [sandboxRates()] : publicSources(safeFetcher({ ...outgoing, ...RATE_LIMITS }));
}

/** Loaded late: a hub without a bot need not carry the 19 MB of its library. */
async function openTelegram({ telegram }: Config, { clock }: World): Promise<TelegramPort | undefined> {
  if (telegram === undefined) return undefined;
  const { telegramBot } = await import("../gateways/telegram/telegram.ts");
  return outsideTransactions(telegramBot({ ...telegram, clock }));
}

/** Late: a hub that Google does not know need not carry what it takes to ask it. */
async function openGoogle({ google }: Config, { clock, log }: World): Promise<GoogleSignIn | undefined> {
  if (google === undefined) return undefined;
  const { googleSignIn } = await import("../gateways/google/openid.ts");
  const { protocol, host } = new URL(google.issuer);
  const safeFetch = safeFetcher({ allowed: protocol === "http:" ? [host] : [] });
  const onTrouble = (trouble: object) => log.warn(trouble, "a sign-in with Google failed");
  return outsideTransactions(googleSignIn({ ...google, safeFetch, clock, onTrouble }));
}
