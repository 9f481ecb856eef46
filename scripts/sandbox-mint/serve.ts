import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import type { Control } from "./control.ts";
import type { FaultyMint } from "./with-faults.ts";

/** The mint's address for wallets, and beside it the one for whoever tries things out. */
export function serve({ mint, control }: { mint: FaultyMint; control: Control }): RequestListener {
  const answered = async (request: IncomingMessage) => {
    const { method = "GET", url = "/" } = request;
    const body: unknown = method === "POST" ? await json(request) : undefined;
    if (!url.startsWith("/sandbox/")) return mint(method, url, body);
    const answer = await control(`${method} ${url}`, body);
    return answer === undefined ? { status: 404, body: {} } : { status: 200, body: answer };
  };
  return (request, response) => {
    answered(request).then(
      (answer) => (answer === "dropped" ? request.destroy() : reply(response, answer)),
      (error: unknown) => {
        const isTheirs = error instanceof SyntaxError || (error instanceof Error && error.name === "ZodError");
        if (!isTheirs) console.error(error);
        reply(response, { status: isTheirs ? 422 : 500, body: { detail: isTheirs ? "malformed" : "a bug" } });
      },
    );
  };
}

function reply(response: ServerResponse, { status, body }: { status: number; body: unknown }): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
