import { Hono } from "hono";
import { z } from "zod";
import { makeToken } from "../../accounts/programs/make-token.ts";
import { tokenKeys } from "../../accounts/programs/token-keys.ts";
import { ROLES, scopesOf, scopesOfAll } from "../../domain/permissions.ts";
import { id, named, unixMs } from "../api/values.ts";
import type { Hub, HubEnv } from "../context.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import { asking, signedIn } from "../visit.ts";

const me = named(
  "Me",
  "In whose name a program asks.",
  z.strictObject({
    id: id("per", "The person's id."),
    role: z.enum(ROLES),
    name: z.string().describe("What the person is called here; may be empty."),
    stallId: id("stl", "The seller's stall.").nullable(),
    scopes: z.array(z.string()).describe("What the program may do with what it has shown."),
  }),
);

const token = named(
  "Token",
  "A short-lived token.",
  z.strictObject({
    token: z.string().describe("Goes into `Authorization: Bearer`; keep it in memory only."),
    expiresAtMs: unixMs,
  }),
);

const read = operation({
  method: "get",
  path: "/api/v1/me",
  id: "readMe",
  access: "me.read",
  tag: "programs",
  summary: "Says in whose name a program asks, and what it may do",
  answer: { status: 200, description: "The person behind the key, token or session.", schema: me },
  refusals: [],
});

const mint = operation({
  method: "post",
  path: "/api/v1/token",
  id: "makeToken",
  access: "token.make",
  tag: "programs",
  summary: "Makes a token of five minutes from a browser's session",
  description:
    "For scripts of signed-in pages, and for nothing but this API at the address where it was made. When the session ends, " +
    "so does the token. Programs that stay use an API key.",
  body: named("NewToken", "Nothing has to be said about it.", z.strictObject({})),
  answer: { status: 201, description: "The token.", schema: token },
  refusals: [],
});

export const programOperations = [read, mint];

const PERSONAL = { "Cache-Control": "private, no-store" };

export function programRoutes(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  const signing = { ...hub, keys: tokenKeys(hub.secretKey) };
  serve(app, read, async (c) => {
    const { id: personId, role, name, stallId = null, scopes } = asking(c);
    const may = scopes ?? [...scopesOfAll(), ...scopesOf(role)];
    return c.json({ id: personId, role, name, stallId, scopes: may }, 200, PERSONAL);
  });
  serve(app, mint, async (c) => {
    const made = await makeToken(signing, signedIn(c), hub.origin);
    return c.json({ token: made.token, expiresAtMs: Number(made.expiresAtMs) }, 201, PERSONAL);
  });
  return app;
}
