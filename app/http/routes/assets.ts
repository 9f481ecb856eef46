import { Hono } from "hono";
import { refuse } from "../../domain/refusal.ts";
import type { AssetName } from "../../../ui/assets.ts";
import { AssetFolder } from "../assets.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { answerProblem } from "../problem.ts";

/** Names carry a hash of the content. */
const FOR_EVER = "public, max-age=31536000, immutable";

/** What is asked for by a name of its own, whatever the page says; it leads to the file with the hash. */
const wellKnown: readonly (readonly [path: string, name: AssetName])[] = [
  ["/favicon.ico", "favicon.png"],
  ["/apple-touch-icon.png", "apple-touch-icon.png"],
  ["/site.webmanifest", "site.webmanifest"],
];

/** Styles, islands, icons. */
export function assetRoutes({ assetFolder, assets }: Pick<Hub, "assetFolder" | "assets">): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  const folder = new AssetFolder(assetFolder);
  app.get("/assets/:name{.+}", requires("market.visit"), (c) => send(c, folder));
  for (const [path, name] of wellKnown) {
    app.get(path, requires("market.visit"), (c) =>
      c.body(null, 302, { Location: assets.href[name], "Cache-Control": "public, max-age=3600" }),
    );
  }
  return app;
}

function send(c: HubContext, folder: AssetFolder): Response | Promise<Response> {
  const file = folder.find(c.req.param("name") ?? "", c.req.header("accept-encoding") ?? "");
  if (file === undefined) return answerProblem(c, refuse("not-found"));
  return c.body(file.bytes, 200, {
    "Content-Type": file.type,
    "Cache-Control": FOR_EVER,
    Vary: "Accept-Encoding",
    ...(file.encoding !== undefined && { "Content-Encoding": file.encoding }),
  });
}
