/** Somebody who sends signed messages to this hub. */
export type WebhookSource = {
  /** Tells the ids of one sender from those of another. */
  name: string;
} & (
  | {
      scheme: "standard";
      /** `whsec_…`; several while the secret is being changed. */
      secrets: readonly string[];
    }
  | { scheme: "btcpay"; secret: string }
);

/** The headers of a request, whatever holds them. */
export type WebhookHeaders = { get(name: string): string | null };

/** A message whose sender is known. */
export type GenuineMessage = { kind: "genuine"; id: string };
