import { asComment } from "./line.ts";
import type { Line } from "./line.ts";
import type { NodePorts } from "./ports.ts";

/** What the mint's configuration depends on. */
export type MintBoard = {
  ports: NodePorts;
  name: string;
  /** The twelve words from which its keys come, in a file of its own: whoever has them can print e-cash. */
  mnemonicFile: string;
  lndCertFile: string;
  /** Takes payments and makes them, and nothing else. */
  macaroonFile: string;
  /** Holds ca.pem, server.pem and server.key for the operator's interface. */
  tlsFolder: string;
};

export type Section = { name: string; lines: Line[] };

/** What a cdk-mintd 0.18 takes at `config init`: its database keeps it, and this file is not read at a start. */
export function mintConf(board: MintBoard): string {
  return mintSections(board)
    .map(({ name, lines }) => `[${name}]\n${lines.map(asToml).join("\n")}`)
    .join("\n");
}

function asToml({ option, value, why }: Line): string {
  return `${asComment(why)}\n${option} = ${value}\n`;
}

/** Every line of the mint's configuration, by section. */
export function mintSections(board: MintBoard): Section[] {
  return [
    { name: "info", lines: infoLines(board) },
    { name: "info.logging", lines: loggingLines },
    { name: "mint_info", lines: nameLines(board) },
    { name: "database", lines: databaseLines },
    { name: "payment_backend", lines: backendLines },
    { name: "lnd", lines: lndLines(board) },
    { name: "mint_management_rpc", lines: operatorLines(board) },
  ];
}

function infoLines({ ports, mnemonicFile }: MintBoard): Line[] {
  return [
    {
      option: "url",
      value: quoted(`http://127.0.0.1:${ports.mint}/`),
      why: "What the mint calls itself. Wallets of buyers reach it through an address that you open for it; put that here then.",
    },
    { option: "listen_host", value: quoted("127.0.0.1"), why: "This machine alone." },
    { option: "listen_port", value: String(ports.mint), why: "The hub finds it here (MINT_URL)." },
    {
      option: "mnemonic",
      value: quoted(`file:${mnemonicFile}`),
      why: "Where the words are from which its keys come. They stand in no configuration and in no database.",
    },
    {
      option: "input_fee_ppk",
      value: "100",
      why: "A coin that comes in costs a tenth of a sat: it keeps wallets from heaps of tiny coins, which the mint remembers for ever.",
    },
  ];
}

const loggingLines: Line[] = [
  {
    option: "output",
    value: quoted("stderr"),
    why: "The journal keeps it, which has a limit of its own: an SD card wears out by writing.",
  },
];

function nameLines({ name }: MintBoard): Line[] {
  return [{ option: "name", value: quoted(name), why: "What wallets show." }];
}

const databaseLines: Line[] = [
  {
    option: "engine",
    value: quoted("sqlite"),
    why: "One file. It has which coins were spent: a mint that loses it, or goes back to an old copy, pays twice.",
  },
];

const backendLines: Line[] = [
  { option: "backend", value: quoted("lnd"), why: "Its coins are backed by what is in LND's channels." },
  { option: "unit", value: quoted("sat"), why: "Sats only." },
  { option: "min_mint", value: "1", why: "The least that one payment in may be, in sats." },
  {
    option: "max_mint",
    value: "1000000",
    why: "The most, in sats: what people leave with a mint on a board at home should stay small.",
  },
  { option: "min_melt", value: "1", why: "The least that one payment out may be, in sats." },
  { option: "max_melt", value: "1000000", why: "The most." },
];

function lndLines({ ports, lndCertFile, macaroonFile }: MintBoard): Line[] {
  return [
    {
      option: "address",
      value: quoted(`https://localhost:${ports.lndGrpc}`),
      why: "LND on this machine, by the name in its certificate.",
    },
    { option: "cert_file", value: quoted(lndCertFile), why: "LND's certificate." },
    {
      option: "macaroon_file",
      value: quoted(macaroonFile),
      why: "A macaroon that takes payments and makes them, and never LND's admin.macaroon.",
    },
    { option: "fee_percent", value: "0.02", why: "Up to 2 % of a payment out may go to the nodes on the way." },
    { option: "reserve_fee_min", value: "2", why: "And 2 sats in any case: small payments cost something, too." },
  ];
}

function operatorLines({ ports, tlsFolder }: MintBoard): Line[] {
  return [
    { option: "enabled", value: "true", why: "The hub reads here what the mint owes, and turns its keys (MINT_RPC)." },
    { option: "address", value: quoted("127.0.0.1"), why: "This machine alone." },
    { option: "port", value: String(ports.mintRpc), why: "What stands in MINT_RPC." },
    {
      option: "tls_dir",
      value: quoted(tlsFolder),
      why: "Whoever asks shows a certificate: on a board with other programs, this machine alone is not enough.",
    },
  ];
}

/** JSON's strings are TOML's basic strings, too. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
