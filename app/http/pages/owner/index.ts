import { Hono } from "hono";
import type { Hub, HubEnv } from "../../context.ts";
import { auditRoutes } from "./audit/index.ts";
import { boardRoutes } from "./board.ts";
import { booksRoutes } from "./books.ts";
import { ecashPages } from "./ecash/index.ts";
import { moneyRulesRoutes } from "./money-rules.ts";
import { ownerOrderRoutes } from "./orders.ts";
import { outgoingRoutes } from "./outgoing.ts";
import { overviewRoutes } from "./overview.ts";
import { paymentRoutes } from "./payments.ts";
import { peopleRoutes } from "./people/index.ts";
import { rateRoutes } from "./rates.ts";
import { refundRoutes } from "./refund.ts";
import { solvencyRoutes } from "./solvency.ts";
import { ownerStallRoutes } from "./stalls.ts";
import { ownerStatementRoutes } from "./statement.ts";
import { ownerVoucherRoutes } from "./vouchers.ts";

/** Everything at the owner's desk. */
export function ownerRoutes(hub: Hub): Hono<HubEnv> {
  return new Hono<HubEnv>()
    .route("/", overviewRoutes(hub))
    .route("/", ownerOrderRoutes(hub))
    .route("/", refundRoutes(hub))
    .route("/", paymentRoutes(hub))
    .route("/", outgoingRoutes(hub))
    .route("/", moneyRulesRoutes(hub))
    .route("/", ecashPages(hub))
    .route("/", ownerVoucherRoutes(hub))
    .route("/", ownerStatementRoutes(hub))
    .route("/", boardRoutes(hub))
    .route("/", booksRoutes(hub))
    .route("/", solvencyRoutes(hub))
    .route("/", rateRoutes(hub))
    .route("/", ownerStallRoutes(hub))
    .route("/", peopleRoutes(hub))
    .route("/", auditRoutes(hub));
}
