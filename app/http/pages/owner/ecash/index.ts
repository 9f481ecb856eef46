import { Hono } from "hono";
import { MINT_CHANGES } from "../../../../../ui/pages/owner/ecash/mint-page.ts";
import type { Hub, HubEnv } from "../../../context.ts";
import { requires } from "../../../middleware/requires.ts";
import { showJournal } from "./journal.ts";
import { change, showMint } from "./mint.ts";
import { changeOffline } from "./offline.ts";
import { turn } from "./turn-keys.ts";
import { add, showEcash } from "./wallet.ts";

/** The hub's e-cash, the mints on the list, and what they were asked to do. */
export function ecashPages(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/ecash", requires("hub.read"), (c) => showEcash(c, hub));
  routes.post("/ecash/mints", requires("ecash.mints"), (c) => add(c, hub));
  routes.post("/ecash/offline", requires("ecash.mints"), (c) => changeOffline(c, hub));
  routes.get("/ecash/mint", requires("hub.read"), (c) => showMint(c, hub, c.req.query("url") ?? ""));
  for (const each of MINT_CHANGES)
    routes.post(`/ecash/mint/${each}`, requires("ecash.mints"), (c) => change(c, hub, each));
  routes.post("/ecash/mint/turn", requires("ecash.mints"), (c) => turn(c, hub));
  routes.get("/ecash/journal", requires("hub.read"), (c) => showJournal(c, hub));
  return routes;
}
