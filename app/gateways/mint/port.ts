import type { Msat } from "../../domain/money.ts";
import type { UnixMs } from "../../domain/time.ts";

/**
 * What the hub needs from a Cashu mint (github.com/cashubtc/nuts), split by who may do what. Points, scalars and ids are
 * lower-case hex; amounts are whole sats of the unit `sat`, in msat as everywhere.
 *
 * A mint that answers with an error of its own is a value, `refused`, with what it means. Besides, every call answers or
 * fails within its adapter's deadline, in one of three ways:
 * - `NotApplied`: the mint was not reached, or turned the call away unread; asking again is safe.
 * - `OutcomeUnknown` (of `mint`, `swap` and `melt`): the request was sent and no trustworthy answer came. Only the very
 *   same request may be sent again; what it did is told by `restore` for its outputs and `states` for its inputs.
 * - `Misconfigured`: the mint is another than the one that was agreed on, lacks what the hub relies on, or is none.
 */
export type MintPort = MintView & MintQuotes & MintExchange & MintRecovery;

/** Reads only. Ids of keysets are derived again from the keys; a mint that shows others is `Misconfigured`. */
export type MintView = {
  /** Address as it is compared: normalised, without a slash at the end. */
  readonly url: string;
  /** NUT-06. */
  info(): Promise<MintInfo>;
  /** All of the unit `sat`, active or not, without their keys (NUT-02). */
  keysets(): Promise<readonly Keyset[]>;
  /** Keys of one, also when nothing is signed with it any more; undefined when the mint does not know the id (NUT-01). */
  keysOf(keysetId: string): Promise<KeysetKeys | undefined>;
};

export type MintInfo = {
  name: string;
  version: string;
  /** Numbers of the NUTs that it says to have. */
  nuts: ReadonlySet<number>;
  /** Undefined where the mint sets no limit. */
  mintLimit: AmountLimits;
  meltLimit: AmountLimits;
};

export type AmountLimits = { isDisabled: boolean; leastMsat: Msat | undefined; mostMsat: Msat | undefined };

export type Keyset = {
  id: string;
  isActive: boolean;
  /** For each coin that is spent, in thousandths of a sat; rounded up once for all coins of a call (NUT-02). */
  inputFeePpk: bigint;
  /** When its coins are worth nothing any more; undefined while that is not said. */
  expiresAtMs: UnixMs | undefined;
};

/** The public key of each amount, by its number of sats. */
export type KeysetKeys = Keyset & { keys: Readonly<Record<string, string>> };

export type MintQuotes = {
  /**
   * An invoice that the mint will issue e-cash for. Only whoever has the key to `lockedTo` can have it issued (NUT-20).
   * One whose answer was lost is one that nobody pays.
   */
  quoteMint(request: { amountMsat: Msat; lockedTo: string }): Promise<MintQuote | Refused>;
  /** Undefined when the mint does not know it. */
  mintQuote(id: string): Promise<MintQuote | undefined>;
  /** What the mint would take for paying an invoice (NUT-05). */
  quoteMelt(request: { bolt11: string }): Promise<MeltQuote | Refused>;
  meltQuote(id: string): Promise<MeltQuote | undefined>;
};

export type MintQuote = {
  kind: "mint-quote";
  id: string;
  bolt11: string;
  amountMsat: Msat;
  state: "unpaid" | "paid" | "issued";
  expiresAtMs: UnixMs | undefined;
};

export type MeltQuote = {
  kind: "melt-quote";
  id: string;
  bolt11: string;
  amountMsat: Msat;
  /** Set aside for the Lightning fee; what is left of it comes back as change. */
  feeReserveMsat: Msat;
  state: "unpaid" | "pending" | "paid";
  expiresAtMs: UnixMs | undefined;
  /** Once paid, where the mint tells it. */
  preimage: string | undefined;
  /** Signatures for the blank outputs, in their order (NUT-08). */
  change: readonly BlindSignature[];
};

/** A coin: whoever shows it first may spend it, or whoever fulfils the condition in its secret (NUT-10). */
export type Proof = {
  keysetId: string;
  amountMsat: Msat;
  secret: string;
  signature: string;
  /** Shows that the keyset's key signed it (NUT-12). */
  dleq: Dleq | undefined;
  /** JSON text that fulfils a condition (NUT-11, NUT-14). */
  witness?: string;
};

export type Dleq = { e: string; s: string; r: string | undefined };

/** What the mint sees of a coin that is to be: the point that it signs without knowing the secret. */
export type BlindedMessage = { keysetId: string; amountMsat: Msat; point: string };

export type BlindSignature = { keysetId: string; amountMsat: Msat; point: string; dleq: Dleq | undefined };

export type MintExchange = {
  /** Issues what a paid quote is worth (NUT-04). `signature` is over the quote and the outputs (NUT-20). */
  mint(request: { quoteId: string; outputs: readonly BlindedMessage[]; signature: string }): Promise<Signed | Refused>;
  /** Coins for coins of the same sum less the fee (NUT-03): all or nothing. */
  swap(request: { inputs: readonly Proof[]; outputs: readonly BlindedMessage[] }): Promise<Signed | Refused>;
  /** Coins for the payment of an invoice. The answer is the quote as it stands then, `pending` included. */
  melt(request: {
    quoteId: string;
    inputs: readonly Proof[];
    blanks: readonly BlindedMessage[];
  }): Promise<MeltQuote | Refused>;
};

/** One signature for each output, in order. */
export type Signed = { kind: "signed"; signatures: readonly BlindSignature[] };

export type MintRecovery = {
  /** Which of these outputs the mint has signed, and how (NUT-09). */
  restore(outputs: readonly BlindedMessage[]): Promise<readonly { point: string; signature: BlindSignature }[]>;
  /**
   * State of coins by the point of their secret (NUT-07). What is `unspent` may be spent the moment after; what is
   * `spent` is told with its witness, where there was one.
   */
  states(points: readonly string[]): Promise<ReadonlyMap<string, ProofState>>;
};

export type ProofState = { state: "unspent" | "pending" | "spent"; witness: string | undefined };

/**
 * What a mint's operator can read of its own books, and nobody else. `NotApplied` when it was not reached,
 * `Misconfigured` when it does not let the hub read.
 */
export type MintBooks = {
  /** Of all time and all keysets; the difference is what the mint owes. */
  sums(): Promise<{ issuedMsat: Msat; redeemedMsat: Msat }>;
};

/** What a mint's operator can have it do. `OutcomeUnknown` when no answer came: its keysets tell what it did. */
export type MintOperator = MintBooks & {
  /**
   * Signs with new keys from then on, over the same amounts; coins of the old ones are good as before. The fee is told
   * anew, as it stands for the keyset. Asked again it turns once more.
   */
  turnKeys(request: { inputFeePpk: bigint }): Promise<{ keysetId: string }>;
};

export type Refused = { kind: "refused"; reason: MintRefusal; detail: string };

/** By the codes of NUT-00. */
export type MintRefusal =
  /** 10001: a coin is not what it says to be, or its condition is not fulfilled. */
  | "coin-invalid"
  /** 11001. */
  | "coin-spent"
  /** 11002: a payment with the same coins is on its way. */
  | "coin-pending"
  /** 11003: an output was signed before, so this very request went through, or its numbers were used for another. */
  | "outputs-signed"
  /** 11004: the same outputs are being signed for a payment that is on its way. */
  | "outputs-pending"
  /** 11005 and the others of its hundred: sums or units in what was sent. */
  | "request-wrong"
  /** 11006. */
  | "amount-out-of-range"
  /** 12001 to 12003. */
  | "keyset-unknown"
  | "keyset-inactive"
  | "keyset-expired"
  /** 20001. */
  | "quote-unpaid"
  /** 20002. */
  | "quote-issued"
  /** 20003. */
  | "switched-off"
  /** 20004: the coins are free again. */
  | "payment-failed"
  /** 20005. */
  | "quote-pending"
  /** 20006. */
  | "invoice-paid"
  /** 20007. */
  | "quote-expired"
  /** 20008. */
  | "quote-signature-wrong"
  /** Any other, with the mint's words in `detail`. */
  | "other";

/** Computes with coins and asks nobody: what the hub writes down before it asks a mint, and what it makes of the answer. */
export type CoinKit = CoinMaker & CoinReader & TokenText & { sameUrl(url: string): string; request: RequestText };

/** The words that a person writes down, and the 64 bytes that coins come from (BIP-39). */
export type SeedWords = {
  fromEntropy(entropy: Uint8Array): string;
  /** As they are kept, of what a person typed; undefined when these are no such words, or not all, or in another order. */
  read(text: string): string | undefined;
  toSeed(words: string): Uint8Array;
};

/** An output with the secret of the coin that it becomes, and what turns its signature into that coin. Whoever loses it has lost the coin, unless a seed finds it. */
export type PlannedOutput = BlindedMessage & { secret: string; blindingFactor: string };

export type CoinMaker = {
  /** The amounts of a sum, as few as the keys allow, largest first. */
  split(amountMsat: Msat, keys: KeysetKeys): readonly Msat[];
  /** From a seed of 64 bytes and a counter that is used once (NUT-13): the seed alone finds its coin again. */
  fromSeed(request: { seed: Uint8Array; counter: bigint; keysetId: string; amountMsat: Msat }): PlannedOutput;
  /** Spendable by whoever fulfils the lock. No seed finds it again. */
  locked(request: { lock: Lock; keysetId: string; amountMsat: Msat }): PlannedOutput;
  /** Undefined when the signature is not by the keyset's key for this amount, or does not show so (NUT-12). */
  unblind(output: PlannedOutput, signature: BlindSignature, keys: KeysetKeys): Proof | undefined;
  /** Adds signatures by these keys to those coins that ask for them (NUT-11, NUT-14). */
  sign(proofs: readonly Proof[], privateKeys: readonly string[]): readonly Proof[];
  /** For a quote that is locked to the key (NUT-20). */
  signQuote(request: { quoteId: string; outputs: readonly BlindedMessage[]; privateKey: string }): string;
  /** Of 33 bytes. */
  publicKeyOf(privateKey: string): string;
};

/** Who may spend a coin: so many of the keys, and after `refundAtMs` any of the refund keys as well. */
export type Lock = {
  keys: readonly string[];
  signaturesNeeded: number;
  refund: { keys: readonly string[]; atMs: UnixMs } | undefined;
  /** Besides, its preimage must be shown (NUT-14). */
  hash: string | undefined;
};

export type CoinReader = {
  /** Whether the keyset's key signed it. A coin that does not show so is not taken for genuine. */
  isGenuine(proof: Proof, keys: KeysetKeys): boolean;
  /** Under which its state is asked for (NUT-07). */
  pointOf(secret: string): string;
  /** What somebody gave as their wallet's public key, as locks name it; undefined when no wallet can have the key to it. */
  readKey(text: string): string | undefined;
  /** `plain`: nobody's but whoever has it. `unreadable`: of a kind that is not known here, or broken. */
  lockOf(secret: string): Lock | "plain" | "unreadable";
  /** What spending all of them in one call costs (NUT-02). Throws for a coin of a keyset that is not among these. */
  feeOf(proofs: readonly Pick<Proof, "keysetId">[], keysets: readonly Keyset[]): Msat;
};

export type TokenText = {
  /** What can be told before its mint was asked; undefined when the text is no token. */
  peek(text: string): { mint: string; unit: string; amountMsat: Msat; memo: string | undefined } | undefined;
  /** Needs the mint's ids, because a token may shorten them. Undefined when it names another, or is broken. */
  read(text: string, keysetIds: readonly string[]): readonly Proof[] | undefined;
  /** What stands in the parts of a moving code (NUT-16); undefined when these are none. */
  joinParts(text: string): JoinedParts | undefined;
  /** As `cashuB…`, with DLEQs, so that whoever gets it can check it offline. */
  write(token: { mint: string; proofs: readonly Proof[]; memo?: string }): string;
};

/** `broken`: misread, or of more than one token. */
export type JoinedParts = { kind: "whole"; text: string } | { kind: "missing" | "broken" | "too-many" };

export type RequestText = {
  /**
   * What a wallet reads to pay with e-cash: so much, rounded up to whole sats, of one of these mints, sent to an address;
   * without one it goes back the way by which the request came.
   */
  write(request: {
    id: string;
    amountMsat: Msat;
    mints: readonly string[];
    postTo: string | undefined;
    /** The public key that coins are to be locked to (NUT-11). */
    lockedTo?: string | undefined;
  }): {
    a: string;
    b: string;
  };
};
