import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unixMs } from "../../../app/domain/time.ts";
import { readBolt11 } from "../../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../../app/gateways/lightning/sandbox.ts";
import { openCashuMint } from "../../../app/gateways/mint/cashu-mint.ts";
import { openSandboxMint } from "../../../app/gateways/mint/sandbox-mint.ts";
import { nodeBehind } from "../../../app/gateways/mint/sandbox-mint-node.ts";
import { mintContract } from "../../support/mint-contract.ts";
import { testRandom } from "../../support/world.ts";

mintContract("gateways/mint/sandbox", async () => {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-mint-"));
  const clock = () => unixMs(BigInt(Date.now()));
  const random = testRandom();
  const lightning = openSandboxNode({ folder, clock, random });
  const node = nodeBehind({ receiver: lightning, payer: lightning, random, readInvoice: readBolt11 });
  const sandbox = openSandboxMint({ folder, clock, random, node });
  const mint = openCashuMint("http://localhost:3338/", async (method, path, body) => {
    const answer = await sandbox.request(method, path, body === undefined ? undefined : JSON.parse(body));
    return { status: answer.status, text: JSON.stringify(answer.body) };
  });
  return {
    mint,
    pay: async (bolt11) => void (await lightning.payAsBuyer(bolt11)),
    newInvoice: async (amountMsat) => (await lightning.invoiceOfBuyer({ amountMsat, expirySeconds: 600 })).bolt11,
    close: async () => {
      sandbox.close();
      lightning.close();
    },
  };
});
