import { status } from "@grpc/grpc-js";
import * as assert from "uvu/assert";
import { Misconfigured, NotApplied } from "../../../app/domain/outcome.ts";
import { GRANTS } from "../../../app/gateways/lightning/macaroon-roles.ts";
import { bakeMacaroons } from "../../../app/gateways/lightning/setup.ts";
import { rejects, suite } from "../../support/suite.ts";
import { refuse, serveLnd, type LndServer } from "./lnd-server.ts";

const test = suite("gateways/lightning/setup");

type Permission = { entity: string; action: string };
type Bake = { request: { permissions: Permission[]; root_key_id: string } };
type Check = { request: { macaroon: Buffer; permissions: Permission[] } };
type Answer = (error: { code: status; details: string } | null, message?: object) => void;

/** A LND whose macaroons are the list of what they allow; `twist` is what is wrong with it. */
function serveBakery(twist: (granted: string[]) => string[], rootKeys: string[] = []): Promise<LndServer> {
  return serveLnd({
    Lightning: {
      BakeMacaroon: ({ request }: Bake, answer: Answer) => {
        rootKeys.push(request.root_key_id);
        const granted = twist(request.permissions.filter(({ entity }) => entity === "uri").map(({ action }) => action));
        answer(null, { macaroon: Buffer.from(granted.join()).toString("hex") });
      },
      CheckMacaroonPermissions: ({ request }: Check, answer: Answer) => {
        const granted = request.macaroon.toString().split(",");
        if (request.permissions.every(({ action }) => granted.includes(action))) answer(null, { valid: true });
        else answer({ code: status.UNKNOWN, details: "permission denied" });
      },
    },
  });
}

async function bakeOn(server: LndServer) {
  return bakeMacaroons({ ...server, adminMacaroon: "AAAA" }).finally(server.close);
}

test("each role gets a macaroon of its own root key that allows its calls by name", async () => {
  const rootKeys: string[] = [];
  const macaroons = await bakeOn(await serveBakery((granted) => granted, rootKeys));
  for (const [role, macaroon] of Object.entries(macaroons)) {
    assert.is(Buffer.from(macaroon, "base64").toString(), GRANTS[role as keyof typeof GRANTS].methods.join());
  }
  assert.is(new Set(rootKeys).size, 7);
});

test("only the payout role may pay, only the escrow role settle, only it and cancel cancel, only payout and anchor spend on chain", () => {
  const mayCall = (method: string) =>
    Object.entries(GRANTS)
      .filter(([, { methods }]) => methods.includes(method))
      .map(([role]) => role);
  assert.equal(mayCall("/routerrpc.Router/SendPaymentV2"), ["payout"]);
  assert.equal(mayCall("/invoicesrpc.Invoices/SettleInvoice"), ["escrow"]);
  assert.equal(mayCall("/invoicesrpc.Invoices/CancelInvoice"), ["escrow", "cancel"]);
  assert.equal(mayCall("/walletrpc.WalletKit/SendOutputs"), ["anchor"]);
  assert.equal(mayCall("/walletrpc.WalletKit/PublishTransaction"), ["payout"]);
  assert.equal(mayCall("/lnrpc.Lightning/SendCoins"), []);
  assert.equal(mayCall("/lnrpc.Lightning/NewAddress"), ["chain"]);
});

test("a macaroon that allows more than its role is not accepted", async () => {
  const server = await serveBakery((granted) => [...granted, "/routerrpc.Router/SendPaymentV2"]);
  assert.instance(await rejects(bakeOn(server), /allows .*SendPaymentV2 to the new receive macaroon/), Misconfigured);
});

test("a macaroon that allows less than its role is not accepted", async () => {
  const server = await serveBakery((granted) => granted.filter((method) => !method.endsWith("AddInvoice")));
  assert.instance(await rejects(bakeOn(server), /denies .*AddInvoice to the new receive macaroon/), Misconfigured);
});

test("a macaroon that may not bake is a wrong setup, and a node that is still locked is not", async () => {
  const answers = [
    ["permission denied", Misconfigured],
    ["wallet locked, unlock it to enable full RPC access", NotApplied],
  ] as const;
  for (const [details, kind] of answers) {
    const server = await serveLnd({ Lightning: { BakeMacaroon: refuse(status.UNKNOWN, details) } });
    assert.instance(await rejects(bakeOn(server)), kind);
  }
});
