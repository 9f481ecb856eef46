import { Hono } from "hono";
import { isId, newId } from "../../../domain/ids.ts";
import { msatFromSat } from "../../../domain/money.ts";
import { isRefused, refusals, refuse } from "../../../domain/refusal.ts";
import type { RefusalReason } from "../../../domain/refusal.ts";
import { listVouchers, sumVouchers } from "../../../ecash/vouchers/list-vouchers.ts";
import { makeVouchers, MOST_SAT, MOST_VOUCHERS } from "../../../ecash/vouchers/make-vouchers.ts";
import type { NewVouchers } from "../../../ecash/vouchers/make-vouchers.ts";
import { ownerVouchersPage } from "../../../../ui/pages/owner/vouchers-page.ts";
import type { VoucherForm } from "../../../../ui/pages/owner/vouchers-page.ts";
import { madeVouchersPage } from "../../../../ui/pages/vouchers/made-page.ts";
import { shopAddress } from "../../addresses.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import type { FormError } from "../field-errors.ts";
import { readForm } from "../form.ts";
import type { SentForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const PAGE = 50;
const MOST_DAYS = 3_650;
const LONGEST_NOTE = 200;
const UNTRIED: VoucherForm = { amount: "", count: "1", days: "365", note: "" };

/** Vouchers: what became of those that were made, and making more. */
export function ownerVoucherRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/vouchers", requires("hub.read"), (c) => showVouchers(c, hub));
  routes.post("/vouchers", requires("vouchers.make"), (c) => make(c, hub));
  return routes;
}

type Tried = { form: VoucherForm; errors: readonly FormError[]; refused?: RefusalReason };

async function showVouchers(c: HubContext, hub: Hub, tried?: Tried): Promise<Response> {
  const asked = c.req.query("before") ?? "";
  const before = isId("vch", asked) ? asked : undefined;
  const text = ownerVouchersPage(pageOf(c, hub), {
    ...(await listVouchers(hub.db, { before, limit: PAGE })),
    isFirstPage: before === undefined,
    sums: await sumVouchers(hub.db),
    hasMint: hub.ecash !== undefined,
    batch: newId("vcb", hub.clock(), hub.random),
    form: tried?.form ?? UNTRIED,
    errors: tried?.errors ?? [],
    refused: tried?.refused,
  });
  const status = tried?.refused === undefined ? 422 : refusals[tried.refused][0];
  return showPrivate(c, text, tried === undefined ? 200 : status);
}

/** The answer itself shows the codes: no other page could. */
async function make(c: HubContext, hub: Hub): Promise<Response> {
  const { ecash } = hub;
  if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const sent = await readForm(c);
  const form = typedIn(sent);
  const wanted = read(c, hub, sent, form);
  if (Array.isArray(wanted)) return showVouchers(c, hub, { form, errors: wanted });
  const made = await makeVouchers(ecash, wanted, actorOf(c, hub));
  if (isRefused(made)) return showVouchers(c, hub, { form, errors: [], refused: made.reason });
  const { codes, expiresAtMs, state } = made;
  const { amountMsat } = wanted;
  const props = { codes, amountMsat, expiresAtMs, address: shopAddress(c, hub), isMade: state === "done" };
  return showPrivate(c, madeVouchersPage(pageOf(c, hub), props));
}

function typedIn(sent: SentForm): VoucherForm {
  return { amount: sent.text("amount"), count: sent.text("count"), days: sent.text("days"), note: sent.text("note") };
}

/** What is to be made, or what is wrong with it. */
function read(c: HubContext, hub: Hub, sent: SentForm, form: VoucherForm): NewVouchers | FormError[] {
  const { t, format } = pageOf(c, hub);
  const errors: FormError[] = [];
  const number = (name: "amount" | "count" | "days", most: number): number => {
    const digits = form[name].replaceAll(/[\s,_]/g, "");
    const value = /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
    if (value < 1 || value > most)
      errors.push({ name, message: t(`vouchers.form.${name}.wrong`, { most: format.number(most) }) });
    return value;
  };
  const amountMsat = msatFromSat(BigInt(number("amount", Number(MOST_SAT))));
  const [count, days] = [number("count", MOST_VOUCHERS), number("days", MOST_DAYS)];
  const note = form.note.trim();
  if (note.length > LONGEST_NOTE)
    errors.push({ name: "note", message: t("vouchers.form.note.wrong", { most: format.number(LONGEST_NOTE) }) });
  if (errors.length > 0) return errors;
  const batch = sent.text("batch");
  const id = isId("vcb", batch) ? batch : newId("vcb", hub.clock(), hub.random);
  return { batch: id, amountMsat, count, days, note };
}
