/** What a person is on this hub; nobody is more than one. A buyer needs no account, and may have one. */
export const ROLES = ["owner", "operator", "support", "viewer", "seller", "buyer"] as const;

export type Role = (typeof ROLES)[number];

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

type Rule = {
  /** `everybody` includes those who are not signed in; `signed-in` every person with a session. */
  who: "everybody" | "signed-in" | readonly Role[];
  /** Also for a session that came in by a backup sheet and may do nothing but get the account back. */
  inRecovery?: true;
  /** The person must have proved who they are within the last minutes, not only hold a session. */
  isFresh?: true;
  /** Whether programs may do it too: `always` each that comes in, `by-scope` those whose key was made for it. */
  programs?: "always" | "by-scope";
};

const HELPERS = ["owner", "operator", "support"] as const;
const WATCHERS = ["owner", "operator", "support", "viewer"] as const;
const RUNNERS = ["owner", "operator"] as const;

/**
 * Who may do what. Every route names one of these, and a test asks every route in every role. What belongs to
 * somebody (an order, a stall's goods) is looked up by its owner's id besides: a permission opens a door, not a
 * neighbour's drawer.
 */
export const permissions = {
  /** Look at the market, buy, follow an order with its key. */
  "market.visit": { who: "everybody", inRecovery: true },
  /** Come in and go out, choose language and brightness. */
  "door.use": { who: "everybody", inRecovery: true },
  /** Whether the hub is well, for whoever watches over it; says nothing about anybody. */
  "health.read": { who: "everybody", inRecovery: true },

  "account.read": { who: "signed-in" },
  /** Look at what is left of one's own account, and at the ways to get it back. */
  "account.recover": { who: "signed-in", inRecovery: true },
  "account.edit": { who: "signed-in" },
  /** Keys, addresses, backup sheets, API keys: whoever changes these can come in for good. */
  "account.secure": { who: "signed-in", isFresh: true },
  /** The same where it only adds: a new key, address or sheet, for whoever has lost the old ones too. */
  "account.add-way-in": { who: "signed-in", isFresh: true, inRecovery: true },

  /** Make a short-lived token from a session. */
  "token.make": { who: "signed-in" },
  /** Know in whose name one asks. */
  "me.read": { who: "signed-in", programs: "always" },

  /** A seller's own stall. */
  "desk.own": { who: ["seller"] },
  /** See the orders of one's own stall, and hear what changes. */
  "desk.orders.read": { who: ["seller"], programs: "by-scope" },
  /** Mark orders of one's own stall as sent. */
  "desk.orders.handle": { who: ["seller"], programs: "by-scope" },

  /** Read one's own stall's statement. */
  "desk.statement.read": { who: ["seller"], programs: "by-scope" },

  /** Have one's own stall's events told to an address, and look at what was told. */
  "desk.webhooks": { who: ["seller"], programs: "by-scope" },
  /** The same by hand: whoever sets an address hears of every order, and whoever has the secret speaks for the hub. */
  "desk.webhooks.secure": { who: ["seller"], isFresh: true },

  /** See what one's own stall is owed, and its payouts. */
  "desk.money.read": { who: ["seller"], programs: "by-scope" },
  /** Ask for a payout to the destination that people have named, and take one back. */
  "desk.money.ask": { who: ["seller"], programs: "by-scope" },

  "hub.read": { who: WATCHERS },
  /** Look at any stall's desk. */
  "desk.any.read": { who: WATCHERS },
  /** Mark orders of any stall as sent or received. */
  "orders.handle": { who: HELPERS },
  /** Change any stall's goods and words. */
  "desk.any.edit": { who: RUNNERS },
  /** Have any stall's events told to an address. */
  "desk.any.webhooks": { who: RUNNERS, isFresh: true },
  /** Ask for the money of one's own stall. */
  "desk.payouts": { who: ["seller"], isFresh: true },
  /** Give money of an order back to its buyer. */
  "refunds.make": { who: RUNNERS, isFresh: true },
  /** Ask for a payout in a stall's name, and say yes to one. */
  "payouts.approve": { who: RUNNERS, isFresh: true },
  /** Budgets, limits and fees of the hub. */
  "money.rules": { who: ["owner"], isFresh: true },
  /** Whose e-cash is taken, and how much of it. */
  "ecash.mints": { who: ["owner"], isFresh: true },
  /** Give the hub's e-cash away with vouchers. */
  "vouchers.make": { who: ["owner"], isFresh: true },
  /** Let money leave again after a return from a backup. */
  "sending.resume": { who: ["owner"], isFresh: true },
  /** Have the books compared with the node now. */
  "books.compare": { who: RUNNERS },
  "rates.fix": { who: RUNNERS },
  "stalls.open": { who: RUNNERS },
  "audit.read": { who: RUNNERS },
  "people.read": { who: RUNNERS },
  /** Let a seller in at a stall. */
  "sellers.invite": { who: RUNNERS },
  /** Invite, promote, demote and shut out anybody but oneself. */
  "people.manage": { who: ["owner"], isFresh: true },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

/** Whether a role, or nobody in particular, may do it at all. */
export function mayDo(role: Role | undefined, permission: Permission): boolean {
  const { who }: Rule = permissions[permission];
  if (who === "everybody") return true;
  if (role === undefined) return false;
  return who === "signed-in" || who.includes(role);
}

export function ruleOf(permission: Permission): Rule {
  return permissions[permission];
}

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(permissions, text);
}

/** A permission that a key is made for, by name. */
export type Scope = {
  [Name in Permission]: (typeof permissions)[Name] extends { programs: "by-scope" } ? Name : never;
}[Permission];

export function isScope(text: string): text is Scope {
  return isPermission(text) && ruleOf(text).programs === "by-scope";
}

/** What somebody in this role can let a program do. */
export function scopesOf(role: Role): Scope[] {
  return Object.keys(permissions)
    .filter(isScope)
    .filter((scope) => mayDo(role, scope));
}

/** What every program may that comes in somebody's name. */
export function scopesOfAll(): Permission[] {
  return Object.keys(permissions)
    .filter(isPermission)
    .filter((permission) => ruleOf(permission).programs === "always");
}
