import { Hono } from "hono";
import { askPasskey } from "../../../accounts/passkeys/ask-passkey.ts";
import { takePasskey } from "../../../accounts/passkeys/take-passkey.ts";
import { passkeyHost } from "../../../domain/key-places.ts";
import { refuse } from "../../../domain/refusal.ts";
import { originOf } from "../../addresses.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { readForm } from "../form.ts";
import { answeringBrowser } from "./browser.ts";
import { goOn } from "./counter.ts";
import type { Counter } from "./counter.ts";
import { occasionOf } from "./occasion.ts";
import { showerOf } from "./shower.ts";

/** Passkeys: the island fetches a question, lets the browser's own dialogue answer it, and sends the form with that. */
export function passkeyRoutes(hub: Hub, counter: Counter): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const may = requires(counter.permission);
  routes.post("/passkey/question", may, rateLimit(hub, "signIns"), (c) => putQuestion(c, hub, counter));
  routes.post("/passkey", may, (c) => finish(c, hub, counter));
  return routes;
}

async function putQuestion(c: HubContext, hub: Hub, counter: Counter): Promise<Response> {
  const host = passkeyHost(originOf(c, hub));
  if (host === undefined) return answerProblem(c, refuse("passkey-elsewhere"));
  const form = await readForm(c);
  const occasion = occasionOf(c, hub, counter, form.text("wanted"), host);
  const { person } = counter.purpose === "sign-in" ? { person: undefined } : showerOf(c, hub);
  const question = await askPasskey(hub, occasion, { person, hubName: hub.hubName });
  c.header("Cache-Control", "no-store");
  return c.json(question);
}

async function finish(c: HubContext, hub: Hub, { purpose, show }: Counter): Promise<Response> {
  const form = await readForm(c);
  const asked = { id: form.text("question"), purpose, browser: answeringBrowser(c, hub) };
  const origin = originOf(c, hub);
  return goOn(c, hub, await takePasskey(hub, asked, origin, form.text("answer"), showerOf(c, hub)), show);
}
