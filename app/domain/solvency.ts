/** The own mint's e-cash, in msat, as far as the operator's own books go. */
export type MintStanding = {
  /** Of all time, the hub's own coins included. */
  issuedMsat: bigint;
  redeemedMsat: bigint;
  /** What the hub has of it itself: nobody would come for that. */
  heldMsat: bigint;
  /** What the node's channels could send; what is on its way out is off it already. */
  backingMsat: bigint;
};

/** Backing at least 11 for each 10 that are owed: what channels keep as reserves can not be sent. */
const BUFFER = { of: 11n, to: 10n };
const PERCENT = 100n;

/** What other people have in e-cash and may come for at any time: the hub's own spending leaves it alone. */
export function owedMsat({ issuedMsat, redeemedMsat, heldMsat }: Omit<MintStanding, "backingMsat">): bigint {
  const owed = issuedMsat - redeemedMsat - heldMsat;
  return owed > 0n ? owed : 0n;
}

/** What is missing to the buffer; 0 when enough stands behind it. */
export function missingMsat(standing: MintStanding): bigint {
  const needed = (owedMsat(standing) * BUFFER.of + BUFFER.to - 1n) / BUFFER.to;
  return needed > standing.backingMsat ? needed - standing.backingMsat : 0n;
}

/** Rounded down, so that it never looks better than it is; undefined when nothing is owed. */
export function coverPercent(standing: MintStanding): bigint | undefined {
  const owed = owedMsat(standing);
  return owed === 0n ? undefined : (standing.backingMsat * PERCENT) / owed;
}
