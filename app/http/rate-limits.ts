/** How often one address may do something: `burst` at once, then `perMinute` steadily. */
export type RateLimit = { perMinute: number; burst: number };

/** The kinds of request that are counted, each in its own bucket. */
export type RateLimits = Readonly<
  Record<
    "orders" | "reads" | "streams" | "signIns" | "onionSignIns" | "letters" | "recoveries" | "doorRecoveries",
    RateLimit
  >
>;

/**
 * Generous enough for a household behind one address, or a whole onion service, which is one address
 * too; low enough that nobody fills the database with orders overnight.
 */
export const DEFAULT_RATE_LIMITS: RateLimits = {
  orders: { perMinute: 30, burst: 60 },
  reads: { perMinute: 6_000, burst: 3_000 },
  streams: { perMinute: 60, burst: 60 },
  signIns: { perMinute: 5, burst: 15 },
  // The same where all visitors together are one address, and a single one must not shut the others out.
  onionSignIns: { perMinute: 60, burst: 120 },
  // To one mail address from one visitor's: less than `app/accounts/mail/limits.ts` allows to all together.
  letters: { perMinute: 1, burst: 5 },
  // Each is the work of an argon2; the second is for all visitors of a door together.
  recoveries: { perMinute: 3, burst: 10 },
  doorRecoveries: { perMinute: 20, burst: 40 },
};

/** The same limits, `factor` times as generous. */
export function scaleRateLimits(limits: RateLimits, factor: number): RateLimits {
  const scaled = ({ perMinute, burst }: RateLimit): RateLimit => ({
    perMinute: perMinute * factor,
    burst: burst * factor,
  });
  return {
    orders: scaled(limits.orders),
    reads: scaled(limits.reads),
    streams: scaled(limits.streams),
    signIns: scaled(limits.signIns),
    onionSignIns: scaled(limits.onionSignIns),
    letters: scaled(limits.letters),
    recoveries: scaled(limits.recoveries),
    doorRecoveries: scaled(limits.doorRecoveries),
  };
}
