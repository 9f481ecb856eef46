import { once } from "node:events";
import { createServer } from "node:net";
import { Events, OAuth2Server } from "oauth2-mock-server";
import type { MutableResponse, MutableToken } from "oauth2-mock-server";
import { googleSignIn } from "../../app/gateways/google/openid.ts";
import type { GoogleSignIn } from "../../app/gateways/google/port.ts";
import { safeFetcher } from "../../app/gateways/web/safe-fetch.ts";
import { testClock } from "./world.ts";

/** An OpenID provider on this machine, and the hub's way to it. */
export type TestGoogle = {
  issuer: string;
  google: GoogleSignIn;
  /** What the hub was told went wrong. */
  troubles: { reason: string; code: string }[];
  /** Who sits at the provider's page, and what is changed in the tokens about them. */
  claims: Record<string, unknown>;
  /** Changes the token endpoint's whole answer. */
  onResponse: (change: ((response: MutableResponse) => void) | undefined) => void;
  /** Where the provider sends a browser that agrees. */
  agree(address: string): Promise<string>;
  stop(): Promise<void>;
};

const CLIENT = { clientId: "hub", clientSecret: "a secret of the hub and Google" };

export async function startGoogle(): Promise<TestGoogle> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate("RS256");
  await server.start(undefined, "localhost");
  const issuer = server.issuer.url ?? "";
  const claims: Record<string, unknown> = { sub: "1" };
  let change: ((response: MutableResponse) => void) | undefined;
  server.service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken) => Object.assign(payload, claims));
  server.service.on(Events.BeforeResponse, (response: MutableResponse) => change?.(response));
  const troubles: TestGoogle["troubles"] = [];
  return {
    issuer,
    google: googleAt(issuer, (trouble) => troubles.push(trouble)),
    troubles,
    claims,
    onResponse: (next) => (change = next),
    agree: async (address) => {
      const answer = await fetch(address, { redirect: "manual" });
      return answer.headers.get("location") ?? "";
    },
    stop: () => server.stop(),
  };
}

/** The hub's way to a provider at this address, which alone of all local ones it may ask. */
export function googleAt(
  issuer: string,
  onTrouble: (trouble: { reason: string; code: string }) => void = () => undefined,
): GoogleSignIn {
  const safeFetch = safeFetcher({ allowed: [new URL(issuer).host] });
  return googleSignIn({ ...CLIENT, issuer, safeFetch, clock: testClock(), onTrouble });
}

/** An address of this machine at which nobody answers. */
export async function nobodysAddress(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no free port was given");
  return `http://localhost:${address.port}`;
}
