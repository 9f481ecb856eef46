import { mkdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { authenticatedLndGrpc, getWalletInfo, type AuthenticatedLnd } from "lightning";
import { recruit, type Crew, type NodeName } from "./crew.ts";
import { freePorts } from "./ports.ts";
import type { BitcoindAccess } from "./rpc.ts";
import { until } from "./until.ts";

const START_DEADLINE_MS = 60_000;

/** How to reach one LND node. */
export interface LndNode {
  /** gRPC as `localhost:PORT`: the certificate names that host. */
  socket: string;
  certPath: string;
  adminMacaroonPath: string;
  restPort: number;
  p2pPort: number;
  dir: string;
}

/** One LND node of a running stack, with an admin connection that lives through its restarts. */
export interface StackNode extends LndNode {
  publicKey: string;
  lnd: AuthenticatedLnd;
}

/** What it takes to start a node, and to start it again on the same ports and folder. */
export interface LndStart {
  name: NodeName;
  command: string;
  node: LndNode;
  bitcoind: BitcoindAccess;
}

/** Chooses a node's folder and ports. */
export async function planLnd(dir: string): Promise<LndNode> {
  mkdirSync(dir, { recursive: true });
  const [rpcPort = 0, restPort = 0, p2pPort = 0] = await freePorts(3);
  return {
    socket: `localhost:${rpcPort}`,
    certPath: join(dir, "tls.cert"),
    adminMacaroonPath: join(dir, "data", "chain", "bitcoin", "regtest", "admin.macaroon"),
    restPort,
    p2pPort,
    dir,
  };
}

/** Starts a LND node and waits until its port is open and its admin macaroon is there. */
export async function startLnd(start: LndStart, crew: Crew): Promise<void> {
  const { name, command, node } = start;
  const daemon = recruit(crew, name, command, lndArgs(start), join(node.dir, "output.log"));
  await until(`the ${name}'s lnd opens its port`, START_DEADLINE_MS, async () => {
    daemon.assertRunning();
    // gRPC waits longer and longer between attempts, so it is not asked before there is a port.
    await canConnect(node.socket);
    return readFileSync(node.adminMacaroonPath);
  });
}

function lndArgs({ name, node, bitcoind }: LndStart): string[] {
  return [
    `--lnddir=${node.dir}`,
    `--alias=${name}`,
    "--noseedbackup",
    "--nobootstrap",
    "--accept-keysend",
    `--rpclisten=${node.socket}`,
    `--restlisten=localhost:${node.restPort}`,
    `--listen=localhost:${node.p2pPort}`,
    "--bitcoin.regtest",
    "--bitcoin.node=bitcoind",
    "--bitcoin.defaultchanconfs=1",
    `--bitcoind.rpchost=${new URL(bitcoind.rpcUrl).host}`,
    `--bitcoind.rpcuser=${bitcoind.user}`,
    `--bitcoind.rpcpass=${bitcoind.password}`,
    "--bitcoind.rpcpolling",
    "--bitcoind.blockpollinginterval=300ms",
    "--bitcoind.txpollinginterval=300ms",
    "--db.backend=sqlite",
    "--db.use-native-sql",
    "--db.batch-commit-interval=10ms",
    "--trickledelay=50",
    "--gossip.sub-batch-delay=5ms",
  ];
}

async function canConnect(socket: string): Promise<void> {
  const { hostname, port } = new URL(`http://${socket}`);
  const connection = connect({ host: hostname, port: Number(port) });
  await new Promise((resolve, reject) => connection.once("connect", resolve).once("error", reject)).finally(() =>
    connection.destroy(),
  );
}

/** Opens a gRPC connection with the admin macaroon; reading the protocol files blocks for a third of a second. */
export function connectLnd(node: Pick<LndNode, "socket" | "certPath" | "adminMacaroonPath">): AuthenticatedLnd {
  const [cert, macaroon] = [readFileSync(node.certPath), readFileSync(node.adminMacaroonPath)];
  return authenticatedLndGrpc({
    cert: cert.toString("base64"),
    macaroon: macaroon.toString("base64"),
    socket: node.socket,
  }).lnd;
}

/** Closes the connection of every sub-server. */
export function closeLnd(lnd: AuthenticatedLnd): void {
  for (const client of Object.values<{ close: () => void }>(lnd)) client.close();
}

/** Waits until the node answers calls, which is a while after its port is open; returns its public key. */
export async function untilServing(lnd: AuthenticatedLnd): Promise<string> {
  return until("lnd answers", START_DEADLINE_MS, async () => (await getWalletInfo({ lnd })).public_key);
}

/** Waits until the node has seen the chain up to `heightBlocks`. */
export async function untilSynced(lnd: AuthenticatedLnd, heightBlocks: number): Promise<void> {
  await until(`lnd reaches block ${heightBlocks}`, START_DEADLINE_MS, async () => {
    const info = await getWalletInfo({ lnd });
    return info.is_synced_to_chain && info.current_block_height >= heightBlocks ? info : undefined;
  });
}
