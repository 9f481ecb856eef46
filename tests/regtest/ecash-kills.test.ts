import { randomBytes } from "node:crypto";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import type { AuthenticatedLnd } from "lightning";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { httpWire } from "../../app/gateways/mint/http-wire.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { safeFetcher } from "../../app/gateways/web/safe-fetch.ts";
import { payInvoice } from "../../scripts/regtest/buyer/pay.ts";
import { startCdkMintd } from "../../scripts/regtest/mints/cdk-mintd.ts";
import { startNutshell } from "../../scripts/regtest/mints/nutshell.ts";
import { sharedStack } from "../../scripts/regtest/stack.ts";
import { killMatrix } from "../support/ecash-kills/matrix.ts";
import type { WatchedMint } from "../support/ecash-kills/market.ts";
import { suite } from "../support/suite.ts";
import { comesUp } from "./comes-up.ts";

const stack = sharedStack();

comesUp("regtest/ecash-kills: nodes", stack);

/** The hub's mint is cdk-mintd on the shop's node, the stranger's is Nutshell on the buyer's. */
killMatrix(
  "regtest/ecash-kills",
  async () => {
    const { folder, shop, buyer } = await stack.get();
    const own = await startCdkMintd(join(folder, "own-mint"), shop);
    const other = await startNutshell(join(folder, "other-mint"), buyer);
    const [ownFile, otherFile] = [
      join(folder, "own-mint/cdk-mintd.sqlite"),
      join(folder, "other-mint/database/mint.sqlite3"),
    ];
    return {
      own: watched(own.url, buyer.lnd, { file: ownFile, owed: OWED_BY_CDK }),
      other: watched(other.url, shop.lnd, { file: otherFile, owed: OWED_BY_NUTSHELL }),
      close: async () => void (await Promise.all([own.stop(), other.stop()])),
    };
  },
  { timeoutMs: 900_000 },
);

/** What was signed and has not been spent, from the tables that the mint itself works with. */
const OWED_BY_CDK = `
  SELECT (SELECT COALESCE(SUM(amount), 0) FROM blind_signature WHERE c IS NOT NULL)
       - (SELECT COALESCE(SUM(amount), 0) FROM proof WHERE state = 'SPENT')`;
const OWED_BY_NUTSHELL = `
  SELECT (SELECT COALESCE(SUM(amount), 0) FROM promises WHERE c_ IS NOT NULL)
       - (SELECT COALESCE(SUM(amount), 0) FROM proofs_used)`;

type Books = { file: string; owed: string };

function watched(url: string, lnd: AuthenticatedLnd, { file, owed }: Books): WatchedMint {
  const mint = openCashuMint(url, httpWire(url, safeFetcher({ allowed: [new URL(url).host] })));
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const pay = async (bolt11: string) => void (await payInvoice(lnd, bolt11));
  const purse = openSandboxPurse({ mint, kit: coinKit, random, pay });
  const owesSat = async () => {
    const books = new BetterSqlite3(file, { readonly: true });
    try {
      return BigInt(books.prepare<[], number>(owed).pluck().get() ?? 0);
    } finally {
      books.close();
    }
  };
  return { url, mint, owesSat, token: (sat) => purse(sat * 1_000n) };
}

suite("regtest/ecash-kills: end").after(() => stack.stop());
