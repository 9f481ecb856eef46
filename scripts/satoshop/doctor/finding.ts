/**
 * One thing that the doctor looked at. `warn` keeps the hub running; `bad` does not, risks money, or takes a way in away
 * until somebody mends it.
 */
export interface Finding {
  level: "ok" | "warn" | "bad";
  about:
    | "settings"
    | "disk"
    | "board"
    | "backups"
    | "secrets"
    | "database"
    | "books"
    | "payments"
    | "owner"
    | "node"
    | "mail"
    | "telegram";
  /** What was found and, unless it is fine, what to do about it. */
  text: string;
  /** What of the text is the owner's business alone, and is told to nobody who helps. */
  own?: readonly string[];
}

export function fine(about: Finding["about"], text: string): Finding {
  return { level: "ok", about, text };
}

export function warning(about: Finding["about"], text: string): Finding {
  return { level: "warn", about, text };
}

export function bad(about: Finding["about"], text: string): Finding {
  return { level: "bad", about, text };
}

/** The finding as one line of the report. */
export function lineOf({ level, about, text }: Finding): string {
  return `${level.padEnd(4)}  ${about.padEnd(8)}  ${text.replaceAll(/\s+/g, " ")}`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
