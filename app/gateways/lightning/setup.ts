import { grantAccess, verifyAccess, type AuthenticatedLnd } from "lightning";
import { Misconfigured } from "../../domain/outcome.ts";
import { reading, writing } from "./lnd-call.ts";
import { forLibrary, openConnection, type LndAddress } from "./lnd-connection.ts";
import { GRANTS, MINT_GRANT, NEVER, type MacaroonGrant, type MacaroonRole } from "./macaroon-roles.ts";

export interface SetupAccess extends LndAddress {
  /** Used for this one call and kept nowhere. */
  adminMacaroon: string;
}

const DEADLINE_MS = 15_000;

/**
 * Bakes one macaroon per role from the admin macaroon, as base64, and lets LND itself confirm that each
 * allows what it must and denies what it must not.
 */
export async function bakeMacaroons({ adminMacaroon, ...address }: SetupAccess): Promise<Record<MacaroonRole, string>> {
  const connection = openConnection(address, DEADLINE_MS);
  try {
    const lnd = forLibrary(connection.services(adminMacaroon));
    const bake = (role: MacaroonRole) => bakeVerified(lnd, role, GRANTS[role]);
    return {
      receive: await bake("receive"),
      escrow: await bake("escrow"),
      payout: await bake("payout"),
      monitor: await bake("monitor"),
      anchor: await bake("anchor"),
      chain: await bake("chain"),
      cancel: await bake("cancel"),
    };
  } finally {
    connection.close();
  }
}

/** The same for a mint that runs beside the hub on this node. */
export async function bakeMintMacaroon({ adminMacaroon, ...address }: SetupAccess): Promise<string> {
  const connection = openConnection(address, DEADLINE_MS);
  try {
    return await bakeVerified(forLibrary(connection.services(adminMacaroon)), "mint", MINT_GRANT);
  } finally {
    connection.close();
  }
}

async function bakeVerified(
  lnd: AuthenticatedLnd,
  role: MacaroonRole | "mint",
  { rootKeyId, methods }: MacaroonGrant,
): Promise<string> {
  const { macaroon } = await writing(`bake the ${role} macaroon`, () =>
    grantAccess({ lnd, id: rootKeyId, permissions: methods.map(asPermission) }),
  );
  for (const method of methods) {
    if (!(await allows(lnd, macaroon, method)))
      throw new Misconfigured(`LND denies ${method} to the new ${role} macaroon`);
  }
  for (const method of forbidden(methods)) {
    if (await allows(lnd, macaroon, method))
      throw new Misconfigured(`LND allows ${method} to the new ${role} macaroon`);
  }
  return macaroon;
}

function forbidden(methods: readonly string[]): string[] {
  const others = Object.values(GRANTS).flatMap((grant) => grant.methods);
  return [...new Set([...others, ...NEVER])].filter((method) => !methods.includes(method));
}

async function allows(lnd: AuthenticatedLnd, macaroon: string, method: string): Promise<boolean> {
  const answer = await reading("verify a macaroon", () =>
    verifyAccess({ lnd, macaroon, permissions: [asPermission(method)] }),
  );
  return answer.is_valid;
}

function asPermission(method: string): string {
  return `uri:${method}`;
}
