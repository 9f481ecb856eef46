import { openApiDocument } from "./openapi/document.ts";
import type { Operation } from "./openapi/operation.ts";
import type { OpenApiDocument } from "./openapi/types.ts";
import { deskOrderOperations } from "./routes/desk-orders.ts";
import { deskPayoutOperations } from "./routes/desk-payouts.ts";
import { deskStatementOperations } from "./routes/desk-statement.ts";
import { deskWebhookLogOperations } from "./routes/desk-webhook-log.ts";
import { deskWebhookOperations } from "./routes/desk-webhooks.ts";
import { ecashOperations } from "./routes/ecash.ts";
import { healthOperations } from "./routes/health.ts";
import { openApiOperations } from "./routes/openapi.ts";
import { orderOperations } from "./routes/orders.ts";
import { paidOrderOperations } from "./routes/paid-order.ts";
import { productOperations } from "./routes/products.ts";
import { programOperations } from "./routes/programs.ts";
import { sandboxOperations } from "./routes/sandbox.ts";
import { stallOperations } from "./routes/stalls.ts";

/** Everything the API does, in the order that the documentation tells it. */
const operations: readonly Operation[] = [
  ...stallOperations,
  ...productOperations,
  ...orderOperations,
  ...paidOrderOperations,
  ...ecashOperations,
  ...programOperations,
  ...deskOrderOperations,
  ...deskPayoutOperations,
  ...deskStatementOperations,
  ...deskWebhookOperations,
  ...deskWebhookLogOperations,
  ...sandboxOperations,
  ...healthOperations,
  ...openApiOperations,
];

let made: OpenApiDocument | undefined;

/** The hub's OpenAPI document. Made when it is first asked for: most hubs run without anybody asking. */
export function apiDocument(): OpenApiDocument {
  return (made ??= openApiDocument(operations));
}
