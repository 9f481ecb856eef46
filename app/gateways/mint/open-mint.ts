import type { Random } from "../../domain/ids.ts";
import { Misconfigured } from "../../domain/outcome.ts";
import type { Clock } from "../../domain/time.ts";
import type { LightningPayer, LightningReceiver } from "../lightning/port.ts";
import type { SafeFetch } from "../web/port.ts";
import { openCashuMint } from "./cashu-mint.ts";
import type { Wire } from "./cashu-wire.ts";
import type { MintRpcSettings } from "./cdk-books.ts";
import { httpWire } from "./http-wire.ts";
import type { CoinKit, MintBooks, MintPort, SeedWords } from "./port.ts";

/** What the sandbox mint is called: nobody outside this process can ask it. */
const SANDBOX_URL = "http://sandbox.invalid";

export type MintSettings = {
  mode: string;
  dataDir: string;
  /** The hub's own mint; in sandbox mode the one inside this process. */
  mintUrl: string | undefined;
  /** Where its operator reads its books; without it nobody does. */
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
  /** Of the hub's own mint; undefined where the hub was not told how to read them. */
  books: MintBooks | undefined;
  /** Late: a hub without a mint need not carry what computes with coins. */
  loadKit: () => Promise<{ kit: CoinKit; words: SeedWords }>;
  /** The practice buyer's e-cash; only in sandbox mode. */
  sandboxPurse: ((amountMsat: bigint) => Promise<string>) | undefined;
  close(): void;
};

/** The hub's way to mints. Only the sandbox mint is loaded where it is used. */
export async function openMint(settings: MintSettings, world: MintWorld): Promise<OpenedMint> {
  const { ownUrl, wire, books, purse, close } =
    settings.mode === "sandbox" ? await openSandbox(settings, world) : await outside(settings);
  const wireTo = (url: string) => (url === ownUrl && wire !== undefined ? wire : httpWire(url, world.fetch));
  const mintAt = (url: string) => openCashuMint(url, wireTo(url));
  return { ownUrl, mintAt, books, loadKit, sandboxPurse: purse, close };
}

async function loadKit(): Promise<{ kit: CoinKit; words: SeedWords }> {
  const [{ coinKit }, { seedWords }] = await Promise.all([import("./coin-kit.ts"), import("./seed-words.ts")]);
  return { kit: coinKit, words: seedWords };
}

type Way = Pick<OpenedMint, "ownUrl" | "books" | "close"> & {
  wire: Wire | undefined;
  purse: OpenedMint["sandboxPurse"];
};

/** Late: only who reads a mint's books carries what it takes. */
async function outside({ mintUrl, mintRpc }: MintSettings): Promise<Way> {
  const away = { ownUrl: mintUrl, wire: undefined, purse: undefined };
  if (mintUrl === undefined || mintRpc === undefined) return { ...away, books: undefined, close: () => undefined };
  const { openCdkBooks } = await import("./cdk-books.ts");
  const books = openCdkBooks(mintRpc);
  return { ...away, books, close: () => books.close() };
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
  const [{ kit }, { openSandboxPurse }, { sandboxBooks }] = await Promise.all([
    loadKit(),
    import("./sandbox-purse.ts"),
    import("./sandbox-mint-books.ts"),
  ]);
  const purse = openSandboxPurse({ mint: openCashuMint(SANDBOX_URL, wire), kit, random, pay: payAsBuyer });
  return { ownUrl: SANDBOX_URL, wire, books: sandboxBooks(mint), purse, close: () => mint.close() };
}
