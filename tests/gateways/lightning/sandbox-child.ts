import { randomBytes } from "node:crypto";
import { msat } from "../../../app/domain/money.ts";
import { openSandboxNode } from "../../../app/gateways/lightning/sandbox.ts";
import { hashOf, hex32 } from "../../support/lightning-contract.ts";
import { testClock } from "../../support/world.ts";

/** Run as a program that is to be killed: makes three invoices, tells their hashes, and stays. */
const node = openSandboxNode({ folder: process.argv[2] ?? "", clock: testClock(), random: randomBytes });
const terms = () => ({ preimage: hex32(), amountMsat: msat(1_000n), descriptionHash: hex32(), expirySeconds: 60 });

const open = await node.createInvoice(terms());
const paid = await node.createInvoice(terms());
const held = await node.createHold({ ...terms(), paymentHash: hashOf(hex32()) });
await node.payAsBuyer(paid.bolt11);
await node.payAsBuyer(held.bolt11);
const { publicKey } = await node.info();
process.stdout.write(
  JSON.stringify({ open: open.paymentHash, paid: paid.paymentHash, held: held.paymentHash, publicKey }),
);
setInterval(() => undefined, 1_000);
