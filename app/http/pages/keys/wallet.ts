import { Hono } from "hono";
import { ask } from "../../../accounts/keys/ask.ts";
import { findQuestion } from "../../../accounts/keys/find-question.ts";
import { valueOf } from "../../../accounts/keys/question.ts";
import { finishByWallet } from "../../../accounts/lnurl/finish-by-wallet.ts";
import { lnurlOf } from "../../../accounts/lnurl/lnurl.ts";
import { walletPage } from "../../../../ui/pages/keys/wallet-page.ts";
import { walletOrigin } from "../../addresses.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { requires } from "../../middleware/requires.ts";
import { readForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { answeringBrowser } from "./browser.ts";
import { goOn } from "./counter.ts";
import type { Counter } from "./counter.ts";
import { occasionOf } from "./occasion.ts";
import { showerOf } from "./shower.ts";

/** A question to a Lightning wallet (LNURL-auth): the browser shows it, waits, and goes on when the wallet has answered. */
export function walletRoutes(hub: Hub, counter: Counter): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const may = requires(counter.permission);
  routes.post("/wallet", may, rateLimit(hub, "signIns"), (c) => begin(c, hub, counter));
  routes.get("/wallet/:id", may, (c) => wait(c, hub, counter, c.req.param("id")));
  routes.post("/wallet/:id", may, (c) => finish(c, hub, counter, c.req.param("id")));
  return routes;
}

async function begin(c: HubContext, hub: Hub, counter: Counter): Promise<Response> {
  const form = await readForm(c);
  const { hostname } = new URL(walletOrigin(c, hub));
  const { id } = await ask(hub, "lnurl", occasionOf(c, hub, counter, form.text("wanted"), hostname));
  return c.redirect(`${counter.base}/wallet/${id}`, 303);
}

async function wait(c: HubContext, hub: Hub, counter: Counter, id: string): Promise<Response> {
  const { purpose, base, show } = counter;
  const asked = { id, purpose, browser: answeringBrowser(c, hub) };
  const question = await findQuestion(hub.db, hub.clock(), "lnurl", asked);
  if (question === undefined || question.state === "used") return show(c, { wanted: "", problem: "question-over" });
  const origin = walletOrigin(c, hub);
  const lnurl = lnurlOf(origin, purpose, { value: valueOf(hub, "lnurl", id) });
  return showPrivate(c, walletPage(pageOf(c, hub), { base, origin, lnurl, question }));
}

async function finish(c: HubContext, hub: Hub, { purpose, show }: Counter, id: string): Promise<Response> {
  const asked = { id, purpose, browser: answeringBrowser(c, hub) };
  return goOn(c, hub, await finishByWallet(hub, asked, showerOf(c, hub)), show);
}
