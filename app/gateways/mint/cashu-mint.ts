import { Mint, deriveKeysetId, normalizeMintUrl } from "@cashu/cashu-ts";
import type * as cashu from "@cashu/cashu-ts";
import { Misconfigured } from "../../domain/outcome.ts";
import { unixMs } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import { orNoMint, orRefused, orUndefined } from "./cashu-refusal.ts";
import { toAmount, toMsat } from "./coin-shapes.ts";
import { requestOver } from "./cashu-wire.ts";
import type { Wire } from "./cashu-wire.ts";
import type * as port from "./port.ts";

const UNIT = "sat";

/** A mint that speaks the protocol, over any wire. Nothing is kept between calls. */
export function openCashuMint(address: string, wire: Wire): port.MintPort {
  const url = normalizeMintUrl(address);
  const mint = new Mint(url, { customRequest: requestOver(url, wire) });
  return { url, ...viewOf(mint), ...quotesOf(mint), ...exchangeOf(mint), ...recoveryOf(mint) };
}

function viewOf(mint: Mint): Omit<port.MintView, "url"> {
  return {
    info: () => orNoMint(async () => infoOf(await mint.getInfo())),
    keysets: () =>
      orNoMint(async () => (await mint.getKeySets()).keysets.filter(({ unit }) => unit === UNIT).map(keysetOf)),
    keysOf: async (keysetId) => {
      const answer = await orUndefined(() => mint.getKeys(keysetId));
      const found = answer?.keysets.find(({ id }) => id === keysetId);
      return found === undefined ? undefined : checkedKeys(found);
    },
  };
}

function infoOf({ name, version, nuts }: cashu.GetInfoResponse): port.MintInfo {
  const supported = Object.entries(nuts).filter(([, nut]) => isSupported(nut));
  return {
    name: name ?? "",
    version: version ?? "",
    nuts: new Set(supported.map(([number]) => Number(number))),
    mintLimit: limitsOf(nuts["4"]),
    meltLimit: limitsOf(nuts["5"]),
  };
}

function isSupported(nut: object): boolean {
  return !("supported" in nut) || nut.supported !== false;
}

function limitsOf(nut: cashu.GetInfoResponse["nuts"]["4"] | undefined): port.AmountLimits {
  const method = nut?.methods.find(({ method: name, unit }) => name === "bolt11" && unit === UNIT);
  return {
    isDisabled: nut === undefined || nut.disabled || method === undefined,
    leastMsat: method?.min_amount == null ? undefined : toMsat(method.min_amount),
    mostMsat: method?.max_amount == null ? undefined : toMsat(method.max_amount),
  };
}

function keysetOf({ id, active, input_fee_ppk, final_expiry }: cashu.MintKeyset): port.Keyset {
  const expiresAtMs = timeOf(final_expiry);
  return { id, isActive: active, inputFeePpk: BigInt(input_fee_ppk ?? 0), expiresAtMs };
}

/** Of keysets that begin with 00 or 01: later ones are signed in another way, which nobody here could check. */
function checkedKeys(keyset: cashu.MintKeys): port.KeysetKeys {
  const { id, unit, keys, input_fee_ppk, final_expiry } = keyset;
  const versionByte = id.startsWith("01") ? 1 : 0;
  const derived = deriveKeysetId(keys, {
    unit,
    versionByte,
    ...(input_fee_ppk !== undefined && { input_fee_ppk }),
    ...(final_expiry !== undefined && { expiry: final_expiry }),
  });
  if (derived !== id) throw new Misconfigured(`the mint shows keys under the id ${id} that are those of ${derived}`);
  return { ...keysetOf({ active: false, ...keyset }), keys };
}

function quotesOf(mint: Mint): port.MintQuotes {
  return {
    quoteMint: ({ amountMsat, lockedTo }) =>
      orRefused(async () =>
        mintQuoteOf(await mint.createMintQuoteBolt11({ unit: UNIT, amount: toAmount(amountMsat), pubkey: lockedTo })),
      ),
    mintQuote: (id) => orUndefined(async () => mintQuoteOf(await mint.checkMintQuoteBolt11(id))),
    quoteMelt: ({ bolt11 }) =>
      orRefused(async () => meltQuoteOf(await mint.createMeltQuoteBolt11({ unit: UNIT, request: bolt11 }))),
    meltQuote: (id) => orUndefined(async () => meltQuoteOf(await mint.checkMeltQuoteBolt11(id))),
  };
}

function exchangeOf(mint: Mint): port.MintExchange {
  return {
    mint: ({ quoteId, outputs, signature }) =>
      orRefused(async () => {
        const answer = await mint.mintBolt11({ quote: quoteId, outputs: outputs.map(messageOf), signature });
        return signedOf(answer.signatures);
      }),
    swap: ({ inputs, outputs }) =>
      orRefused(async () => {
        const answer = await mint.swap({ inputs: inputs.map(proofOf), outputs: outputs.map(messageOf) });
        return signedOf(answer.signatures);
      }),
    melt: ({ quoteId, inputs, blanks }) =>
      orRefused(async () => {
        const request = { quote: quoteId, inputs: inputs.map(proofOf), outputs: blanks.map(messageOf) };
        return meltQuoteOf(await mint.meltBolt11(request));
      }),
  };
}

function recoveryOf(mint: Mint): port.MintRecovery {
  return {
    restore: async (outputs) => {
      if (outputs.length === 0) return [];
      const answer = await mint.restore({ outputs: outputs.map(messageOf) });
      return answer.outputs.flatMap(({ B_: point }, place) => {
        const signature = answer.signatures[place];
        return signature === undefined ? [] : [{ point, signature: signatureOf(signature) }];
      });
    },
    states: async (points) => {
      if (points.length === 0) return new Map();
      const { states } = await mint.check({ Ys: [...points] });
      return new Map(
        states.map(({ Y, state, witness }) => [Y, { state: STATES[state], witness: witness ?? undefined }]),
      );
    },
  };
}

const STATES = { UNSPENT: "unspent", PENDING: "pending", SPENT: "spent" } as const;
const MINT_STATES = { UNPAID: "unpaid", PAID: "paid", ISSUED: "issued" } as const;
const MELT_STATES = { UNPAID: "unpaid", PENDING: "pending", PAID: "paid" } as const;

function mintQuoteOf({ quote, request, amount, state, expiry }: cashu.MintQuoteBolt11Response): port.MintQuote {
  const expiresAtMs = timeOf(expiry);
  return {
    kind: "mint-quote",
    id: quote,
    bolt11: request,
    amountMsat: toMsat(amount),
    state: MINT_STATES[state],
    expiresAtMs,
  };
}

function meltQuoteOf(quote: cashu.MeltQuoteBolt11Response): port.MeltQuote {
  return {
    kind: "melt-quote",
    id: quote.quote,
    bolt11: quote.request,
    amountMsat: toMsat(quote.amount),
    feeReserveMsat: toMsat(quote.fee_reserve),
    state: MELT_STATES[quote.state],
    expiresAtMs: timeOf(quote.expiry),
    preimage: quote.payment_preimage ?? undefined,
    change: (quote.change ?? []).map(signatureOf),
  };
}

function signedOf(signatures: readonly cashu.SerializedBlindedSignature[]): port.Signed {
  return { kind: "signed", signatures: signatures.map(signatureOf) };
}

function signatureOf({ id, amount, C_, dleq }: cashu.SerializedBlindedSignature): port.BlindSignature {
  const shown = dleq === undefined ? undefined : { e: dleq.e, s: dleq.s, r: undefined };
  return { keysetId: id, amountMsat: toMsat(amount), point: C_, dleq: shown };
}

function messageOf({ keysetId, amountMsat, point }: port.BlindedMessage): cashu.SerializedBlindedMessage {
  return { id: keysetId, amount: toAmount(amountMsat), B_: point };
}

/** Without its DLEQ, whose `r` would tell the mint which coin it once signed. */
function proofOf({ keysetId, amountMsat, secret, signature, witness }: port.Proof): cashu.Proof {
  return {
    id: keysetId,
    amount: toAmount(amountMsat),
    secret,
    C: signature,
    ...(witness !== undefined && { witness }),
  };
}

function timeOf(seconds: number | null | undefined): UnixMs | undefined {
  return seconds == null ? undefined : unixMs(BigInt(seconds) * 1_000n);
}
