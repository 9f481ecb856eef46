import { account } from "./account.ts";
import { backup } from "./backup.ts";
import { board } from "./board.ts";
import { checkout } from "./checkout.ts";
import { chrome } from "./chrome.ts";
import { desk } from "./desk.ts";
import { ecash } from "./ecash.ts";
import { errors } from "./errors.ts";
import { giving } from "./giving.ts";
import { keys } from "./keys.ts";
import { ledger } from "./ledger.ts";
import { mail } from "./mail.ts";
import { market } from "./market.ts";
import { money } from "./money.ts";
import { order } from "./order.ts";
import { owner } from "./owner.ts";
import { people } from "./people.ts";
import { programs } from "./programs.ts";
import { rails } from "./rails.ts";
import { receiving } from "./receiving.ts";
import { restored } from "./restored.ts";
import { scan } from "./scan.ts";
import { signIn } from "./sign-in.ts";
import { solvency } from "./solvency.ts";
import { telegram } from "./telegram.ts";
import { vouchers } from "./vouchers.ts";
import { webhooks } from "./webhooks.ts";

/** All sentences in English, by the part of the hub that says them. */
export const en = {
  chrome,
  market,
  checkout,
  money,
  order,
  account,
  signIn,
  solvency,
  telegram,
  desk,
  owner,
  people,
  programs,
  rails,
  receiving,
  restored,
  scan,
  ecash,
  errors,
  giving,
  keys,
  ledger,
  backup,
  board,
  mail,
  vouchers,
  webhooks,
};
