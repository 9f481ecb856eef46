import type { Migration } from "./ddl.ts";
import { facts } from "./0001-facts.ts";
import { jobs } from "./0002-jobs.ts";
import { people } from "./0003-people.ts";
import { catalog } from "./0004-catalog.ts";
import { orders } from "./0005-orders.ts";
import { payments } from "./0006-payments.ts";
import { contactAndOwed } from "./0007-contact-and-owed.ts";
import { accounts } from "./0008-accounts.ts";
import { rails } from "./0009-rails.ts";
import { outgoing } from "./0010-outgoing.ts";
import { webhooks } from "./0011-webhooks.ts";
import { notices } from "./0012-notices.ts";
import { ledger } from "./0013-ledger.ts";
import { destinations } from "./0014-destinations.ts";
import { receivability } from "./0016-receivability.ts";
import { ecash } from "./0017-ecash.ts";
import { exchange } from "./0018-exchange.ts";
import { mintRules } from "./0019-mint-rules.ts";
import { lockedTokens } from "./0020-locked-tokens.ts";
import { vouchers } from "./0021-vouchers.ts";
import { offline } from "./0024-offline.ts";
import { mintFees } from "./0025-mint-fees.ts";
import { hubMode } from "./0027-hub-mode.ts";
import { restoration } from "./0026-restoration.ts";
import { ownerOnion } from "./0028-owner-onion.ts";
import { mintCare } from "./0022-mint-care.ts";

/** Only ever added to at the end: a step that has run somewhere is never changed. */
export const migrations: readonly Migration[] = [
  facts,
  jobs,
  people,
  catalog,
  orders,
  payments,
  contactAndOwed,
  accounts,
  rails,
  outgoing,
  webhooks,
  notices,
  ledger,
  destinations,
  receivability,
  ecash,
  exchange,
  mintRules,
  lockedTokens,
  vouchers,
  mintCare,
  offline,
  mintFees,
  restoration,
  hubMode,
  ownerOnion,
];
