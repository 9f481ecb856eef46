import type { Random } from "../../domain/ids.ts";
import { Misconfigured } from "../../domain/outcome.ts";
import type { Clock } from "../../domain/time.ts";
import type { LightningPayer, LightningReceiver } from "../lightning/port.ts";
import type { SafeFetch } from "../web/port.ts";
import { openCashuMint } from "./cashu-mint.ts";
import type { Wire } from "./cashu-wire.ts";
import type { MintRpcSettings } from "./cdk-operator.ts";
import { httpWire } from "./http-wire.ts";
import type { CoinKit, MintOperator, MintPort, SeedWords } from "./port.ts";

/** What the sandbox mint is called: nobody outside this process can ask it. */
const SANDBOX_URL = "http://sandbox.invalid";

export type MintSettings = {
  mode: string;
  dataDir: string;
  /** The hub's own mint; in sandbox mode the one inside this process. */
  mintUrl: string | undefined;
  /** Where its operator asks it; without it nobody reads its books or turns its keys. */
  mintRpc: MintRpcSettings | undefined;
};

export type MintWorld = {
  clock: Clock;
  random: Random;
  /** Both back the sandbox mint. */
  receiver: LightningReceiver;
  payer: LightningPayer | undefined;
  /** The practice buyer's wallet. */
  payAsBuyer: ((bolt11: string) => Promise<unknown>) | undefined;
  readInvoice: (bolt11: string) => { paymentHash: string; amountMsat: bigint | undefined } | undefined;
  fetch: SafeFetch;
};

export type OpenedMint = {
  /** Undefined where the hub has no mint of its own; then it takes no e-cash. */
  ownUrl: string | undefined;
  /** The way to any mint: whoever asks has looked first whether it is on the list. */
  mintAt: (url: string) => MintPort;
  /** Of the hub's own mint; undefined where the hub was not told how to reach it as its operator. */
  operator: MintOperator | undefined;
  /** Late: a hub without a mint need not carry what computes with coins. */
  loadKit: () => Promise<{ kit: CoinKit; words: SeedWords }>;
  /** The practice buyer's e-cash; only in sandbox mode. */
  sandboxPurse: ((amountMsat: bigint) => Promise<string>) | undefined;
  close(): void;
};

/** The hub's way to mints. Only the sandbox mint is loaded where it is used. */
export async function openMint(settings: MintSettings, world: MintWorld): Promise<OpenedMint> {
  const { ownUrl, wire, operator, purse, close } =
    settings.mode === "sandbox" ? await openSandbox(settings, world) : await outside(settings);
  const wireTo = (url: string) => (url === ownUrl && wire !== undefined ? wire : httpWire(url, world.fetch));
  const mintAt = (url: string) => openCashuMint(url, wireTo(url));
  return { ownUrl, mintAt, operator, loadKit, sandboxPurse: purse, close };
}

async function loadKit(): Promise<{ kit: CoinKit; words: SeedWords }> {
  const [{ coinKit }, { seedWords }] = await Promise.all([import("./coin-kit.ts"), import("./seed-words.ts")]);
  return { kit: coinKit, words: seedWords };
}

type Way = Pick<OpenedMint, "ownUrl" | "operator" | "close"> & {
  wire: Wire | undefined;
  purse: OpenedMint["sandboxPurse"];
};

/** Late: only who operates a mint carries what it takes. */
async function outside({ mintUrl, mintRpc }: MintSettings): Promise<Way> {
  const away = { ownUrl: mintUrl, wire: undefined, purse: undefined };
  if (mintUrl === undefined || mintRpc === undefined) return { ...away, operator: undefined, close: () => undefined };
  const { openCdkOperator } = await import("./cdk-operator.ts");
  const operator = openCdkOperator(mintRpc);
  return { ...away, operator, close: () => operator.close() };
}

async function openSandbox({ dataDir, mode }: MintSettings, world: MintWorld): Promise<Way> {
  const [{ openSandboxMint }, { nodeBehind }] = await Promise.all([
    import("./sandbox-mint.ts"),
    import("./sandbox-mint-node.ts"),
  ]);
  const { payer, payAsBuyer, random } = world;
  if (payer === undefined || payAsBuyer === undefined)
    throw new Misconfigured("the sandbox mint has no node that pays");
  const node = nodeBehind({ ...world, payer });
  const mint = openSandboxMint({ ...world, folder: dataDir, mode, node });
  const wire: Wire = async (method, path, body) => {
    const answer = await mint.request(method, path, body === undefined ? undefined : JSON.parse(body));
    return { status: answer.status, text: JSON.stringify(answer.body) };
  };
  const [{ kit }, { openSandboxPurse }, { sandboxOperator }] = await Promise.all([
    loadKit(),
    import("./sandbox-purse.ts"),
    import("./sandbox-operator.ts"),
  ]);
  const purse = openSandboxPurse({ mint: openCashuMint(SANDBOX_URL, wire), kit, random, pay: payAsBuyer });
  return { ownUrl: SANDBOX_URL, wire, operator: sandboxOperator(mint), purse, close: () => mint.close() };
}
