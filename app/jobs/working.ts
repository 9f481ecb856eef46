import type { Failures } from "../accounts/failures.ts";
import type { Writing } from "../accounts/mail/letter.ts";
import type { Chatting } from "../accounts/telegram/chat-words.ts";
import type { Db } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import type { Clock } from "../domain/time.ts";
import type { Ecash } from "../ecash/ecash.ts";
import type { ChainSender, ChainWallet } from "../gateways/chain/port.ts";
import type {
  LightningCanceller,
  LightningPayer,
  LightningReceiver,
  LightningRecords,
} from "../gateways/lightning/port.ts";
import type { MintBooks } from "../gateways/mint/port.ts";
import type { Payee } from "../gateways/payee/port.ts";
import type { RateSource } from "../gateways/rates/port.ts";
import type { SafeFetch } from "../gateways/web/port.ts";
import type { RateLookup } from "../orders/price-lines.ts";
import type { ReceivableReader } from "../payments/receivability/read-receivable.ts";
import type { JobLog } from "./perform.ts";

/** What jobs and sweeps work with; built once by the composition root. */
export type Working = Writing &
  Chatting & {
    db: Db;
    node: LightningReceiver;
    /** Tells what can arrive over Lightning. */
    receivable?: ReceivableReader | undefined;
    /** What the node remembers, to compare the books with. */
    records: LightningRecords;
    chain: ChainWallet | undefined;
    payer: LightningPayer | undefined;
    ecash?: Ecash | undefined;
    /** Of the hub's own mint; without them nothing is kept for whoever has its e-cash. */
    mintOperator?: MintBooks | undefined;
    canceller: LightningCanceller | undefined;
    sender?: ChainSender | undefined;
    payee: Payee;
    /** The way to sellers' programs. */
    fetchWebhook: SafeFetch;
    clock: Clock;
    random: Random;
    rateOf: RateLookup;
    secretKey: string;
    log: JobLog;
    rateSources: readonly RateSource[];
    failures: Failures;
  };
