import type { Wire } from "../../app/gateways/mint/cashu-wire.ts";
import type { SandboxMint } from "../../app/gateways/mint/sandbox-mint.ts";

/** To a sandbox mint in this process, as if over HTTP. */
export function wireTo(mint: SandboxMint): Wire {
  return async (method, path, body) => {
    const answer = await mint.request(method, path, body === undefined ? undefined : JSON.parse(body));
    return { status: answer.status, text: JSON.stringify(answer.body) };
  };
}
