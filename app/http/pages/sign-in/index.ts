import { Hono } from "hono";
import type { Hub, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { provingCounter } from "../account/confirm.ts";
import type { Counter } from "../keys/counter.ts";
import { googleReturn, googleRoutes } from "../keys/google.ts";
import { wantedIn } from "../keys/occasion.ts";
import { addingCounter } from "../keys/own-keys.ts";
import { passkeyRoutes } from "../keys/passkey.ts";
import { walletRoutes } from "../keys/wallet.ts";
import { signInLinkRoutes } from "../mail/link.ts";
import { signInByMailRoutes } from "../mail/sign-in.ts";
import { signInByTelegramRoutes } from "../telegram/sign-in.ts";
import { showSignIn } from "./show-sign-in.ts";

/** The ways in. */
export function signInRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/", requires("door.use"), (c) => showSignIn(c, hub, { wanted: wantedIn(c.req.query("wanted") ?? "") }));
  const counter = enteringCounter(hub);
  routes.route("/", walletRoutes(hub, counter)).route("/", passkeyRoutes(hub, counter));
  routes.route("/", googleRoutes(hub, counter));
  routes.route("/", signInByMailRoutes(hub)).route("/", signInLinkRoutes(hub));
  routes.route("/", signInByTelegramRoutes(hub));
  return routes.route("/", googleReturn(hub, [counter, addingCounter(hub), provingCounter(hub)]));
}

/** Where somebody comes in with a key. */
function enteringCounter(hub: Hub): Counter {
  const base = "/sign-in";
  return { purpose: "sign-in", base, home: base, permission: "door.use", show: (c, said) => showSignIn(c, hub, said) };
}
