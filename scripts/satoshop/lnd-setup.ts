import { readFileSync } from "node:fs";
import { connectLnd } from "../../app/gateways/lightning/lnd.ts";
import { GRANTS } from "../../app/gateways/lightning/macaroon-roles.ts";
import type { NodeInfo } from "../../app/gateways/lightning/port.ts";
import { bakeMacaroons } from "../../app/gateways/lightning/setup.ts";
import { CannotDo, Misused } from "./command.ts";
import type { Command } from "./command.ts";
import { keepMacaroons } from "./keep-macaroons.ts";
import { readLndSettings, settingLines } from "./lnd-settings.ts";
import { nameOfNode } from "./name-of-node.ts";
import { readOptions } from "./options.ts";

const keyIds = Object.entries(GRANTS)
  .map(([role, { rootKeyId }]) => `${role} ${rootKeyId}`)
  .join(", ");

const help = `satoshop lnd-setup --macaroon PATH [--socket HOST:PORT] [--cert PATH] [--into FOLDER]

Prepares LND for the hub. It takes LND's admin macaroon once, has LND make seven narrow ones, lets LND
confirm what each may and may not do, and stores them. The admin macaroon is read and not kept.

  receive   make invoices and see them paid      (all that the web process is given,
  monitor   see how the node is                   with this one
  chain     make addresses and see them paid      and this one)
  escrow    settle and cancel held payments
  payout    pay invoices
  anchor    send on chain

  --macaroon  LND's admin.macaroon
  --socket    LND's gRPC address, by a host name its certificate names   [LND_SOCKET, else localhost:10009]
  --cert      LND's tls.cert                                             [LND_CERT_FILE]
  --into      where to put the seven files                               [LND_MACAROON_DIR, else DATA_DIR/macaroons]

Run it again at any time to replace them. To make the old ones worthless first, delete their keys with
\`lncli deletemacaroonid\`: ${keyIds}.
`;

/** Turns the one admin macaroon into seven that each can do little. */
export const lndSetup: Command = {
  name: "lnd-setup",
  summary: "take LND's admin macaroon once and make the narrow ones that the hub uses",
  help,
  run: async (args, { environment, print }) => {
    const options = readOptions(args, ["socket", "cert", "macaroon", "into"]);
    const admin = readAdmin(options.macaroon);
    const lnd = readLndSettings(options, environment);
    const address = { socket: lnd.socket, certificate: Buffer.from(lnd.certificate).toString("base64") };
    const macaroons = await bakeMacaroons({ ...address, adminMacaroon: admin });
    const node = await whoIs(address, macaroons);
    const settings = settingLines(lnd, node);
    const files = keepMacaroons(lnd.macaroonDir, macaroons);
    print(`${nameOfNode(node)} on ${node.network} made and confirmed:\n\n`);
    print(`${files.map((file) => `  ${file}\n`).join("")}\nStart the hub with these settings:\n\n${settings}`);
    return 0;
  },
};

function readAdmin(file: string | undefined): string {
  if (file === undefined) throw new Misused("--macaroon is needed: the path of LND's admin.macaroon");
  try {
    return readFileSync(file).toString("base64");
  } catch (error) {
    throw new CannotDo(`The admin macaroon cannot be read: ${file}`, { cause: error });
  }
}

type Address = { socket: string; certificate: string };

/** Asks with the new macaroons, as the hub will. */
async function whoIs(
  { socket, certificate }: Address,
  { receive, monitor }: { receive: string; monitor: string },
): Promise<NodeInfo> {
  const readKeys = () => ({ certificate, macaroons: { receive, monitor } });
  const node = connectLnd({ socket, readKeys, log: { warn: () => undefined } });
  try {
    return await node.info();
  } finally {
    node.close();
  }
}
