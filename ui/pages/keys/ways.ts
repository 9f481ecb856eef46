/** Which kinds of key work at the address in the browser's bar; wallets do everywhere. */
export interface KeyWays {
  /** The host name that a passkey is made for; undefined where browsers make none. */
  passkeyHost: string | undefined;
  /** `off` where the owner has not made the hub known to Google. */
  google: "here" | "elsewhere" | "off";
  /** Another address of this hub where more of them work. */
  betterAddress: string | undefined;
}
