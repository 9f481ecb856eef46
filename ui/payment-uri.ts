/** How one amount can be paid: over Lightning, on chain, or either. */
export type WaysToPay = {
  bolt11?: string | undefined;
  /** The amount is the one of this rail, which knows whole sats only. */
  chain?: { address: string; amountSat: bigint } | undefined;
  ecash?: EcashRequest | undefined;
};

/** A Cashu payment request: in the form that is small in a code (NUT-26), and in the one that more wallets know (NUT-18). */
export type EcashRequest = { forCode: string; forLink: string; amountSat: bigint };

const BTC_DECIMALS = 8;
const SAT_PER_BTC = 100_000_000n;

/** Addresses that may be written in capitals (BIP 173); Base58 says something else then. */
const BECH32 = /^(?:bc|tb|bcrt)1[02-9ac-hj-np-z]+$/i;

/**
 * What a QR code says: BIP 321 with lower-case keys and a body in capitals, which makes a code that is easier to scan.
 * Without an address it is the invoice alone. Undefined when there is no way to pay.
 */
export function paymentCode({ bolt11, chain, ecash }: WaysToPay): string | undefined {
  const [invoice, request] = [bolt11?.toUpperCase(), ecash?.forCode.toUpperCase()];
  if (chain === undefined) return invoice ?? request;
  return bitcoinUri({ ...chain, address: inCapitals(chain.address) }, { lightning: invoice, creq: request });
}

/** What a link to a wallet says: the same, all in lower case, because operating systems compare schemes and bodies so. */
export function paymentLink({ bolt11, chain, ecash }: WaysToPay): string | undefined {
  const invoice = bolt11?.toLowerCase();
  if (chain !== undefined)
    return bitcoinUri(
      { ...chain, address: inLowerCase(chain.address) },
      { lightning: invoice, creq: ecash?.forCode.toLowerCase() },
    );
  if (invoice !== undefined) return `lightning:${invoice}`;
  return ecash === undefined ? undefined : `cashu:${ecash.forLink}`;
}

type OtherRails = { lightning: string | undefined; creq: string | undefined };

function bitcoinUri({ address, amountSat }: NonNullable<WaysToPay["chain"]>, others: OtherRails): string {
  const more = Object.entries(others).map(([name, text]) => (text === undefined ? "" : `&${name}=${text}`));
  return `bitcoin:${address}?amount=${btcText(amountSat)}${more.join("")}`;
}

/** Whole sats as BTC in plain decimals, never with an exponent: 1000 is `0.00001`. */
export function btcText(amountSat: bigint): string {
  if (amountSat < 0n) throw new RangeError("an amount to pay is never negative");
  const fraction = (amountSat % SAT_PER_BTC).toString().padStart(BTC_DECIMALS, "0").replace(/0+$/, "");
  const whole = (amountSat / SAT_PER_BTC).toString();
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

function inCapitals(address: string): string {
  return BECH32.test(address) ? address.toUpperCase() : address;
}

function inLowerCase(address: string): string {
  return BECH32.test(address) ? address.toLowerCase() : address;
}
