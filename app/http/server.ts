import { Hono } from "hono";
import type { Hub, HubEnv } from "./context.ts";
import { onError, onNotFound } from "./errors.ts";
import { bearer } from "./middleware/bearer.ts";
import { bodyLimit } from "./middleware/body-limit.ts";
import { crossSiteGuard } from "./middleware/cross-site-guard.ts";
import { problemPages } from "./middleware/problem-pages.ts";
import { knownMethods } from "./middleware/known-methods.ts";
import { onionLocation } from "./middleware/onion-location.ts";
import { preferences } from "./middleware/preferences.ts";
import { rateLimit } from "./middleware/rate-limit.ts";
import { requestId } from "./middleware/request-id.ts";
import { requestLog } from "./middleware/request-log.ts";
import { securityHeaders } from "./middleware/security-headers.ts";
import { session } from "./middleware/session.ts";
import { straightPath } from "./middleware/straight-path.ts";
import { traceContext } from "./middleware/trace-context.ts";
import { apiDocument } from "./operations.ts";
import { pageRoutes } from "./pages/index.ts";
import { renderProblem } from "./pages/problem.ts";
import { assetRoutes } from "./routes/assets.ts";
import { docsRoutes } from "./routes/docs.ts";
import { deskOrderRoutes } from "./routes/desk-orders.ts";
import { deskPayoutRoutes } from "./routes/desk-payouts.ts";
import { deskStatementRoutes } from "./routes/desk-statement.ts";
import { deskWebhookLogRoutes } from "./routes/desk-webhook-log.ts";
import { deskWebhookRoutes } from "./routes/desk-webhooks.ts";
import { ecashRoutes, walletsFromElsewhere } from "./routes/ecash.ts";
import { healthRoutes } from "./routes/health.ts";
import { lnurlWithdrawRoutes } from "./routes/lnurl-withdraw.ts";
import { lnurlAuthRoutes } from "./routes/lnurl-auth.ts";
import { openApiRoutes } from "./routes/openapi.ts";
import { orderRoutes } from "./routes/orders.ts";
import { paidOrderRoutes } from "./routes/paid-order.ts";
import { pictureRoutes } from "./routes/pictures.ts";
import { productRoutes } from "./routes/products.ts";
import { programRoutes } from "./routes/programs.ts";
import { sandboxRoutes } from "./routes/sandbox.ts";
import { stallRoutes } from "./routes/stalls.ts";

/**
 * All of the hub's addresses. The order is the order of effects: what a request is, what it may do, then
 * the routes; those that ask nothing of a person stand before the question who that is.
 */
export function createServer(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(requestId(hub), traceContext(hub), requestLog(hub), securityHeaders(hub), preferences());
  app.use(onionLocation(hub));
  app.use(problemPages(renderProblem(hub)), straightPath());
  app.route("/", walletsFromElsewhere());
  app.use(knownMethods(app));
  app.route("/", healthRoutes(hub)).route("/", assetRoutes(hub)).route("/", pictureRoutes(hub));
  app.route("/", ecashRoutes(hub));
  app.use(crossSiteGuard(hub));
  app.route("/", lnurlAuthRoutes(hub));
  app.route("/", lnurlWithdrawRoutes(hub));
  app.use("/api/*", bodyLimit(), rateLimit(hub, "reads"), bearer(hub)).use("/sandbox/*", bodyLimit());
  app.route("/", openApiRoutes(apiDocument));
  app.route("/", stallRoutes(hub)).route("/", productRoutes(hub)).route("/", orderRoutes(hub));
  app.route("/", paidOrderRoutes(hub));
  app.route("/", sandboxRoutes(hub));
  app.use(session(hub), bodyLimit());
  app.route("/", programRoutes(hub)).route("/", deskOrderRoutes(hub)).route("/", deskWebhookRoutes(hub));
  app.route("/", deskWebhookLogRoutes(hub));
  app.route("/", deskStatementRoutes(hub));
  app.route("/", deskPayoutRoutes(hub));
  app.route("/", docsRoutes(hub, apiDocument)).route("/", pageRoutes(hub));
  return app;
}
