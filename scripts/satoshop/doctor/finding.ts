/** One thing that the doctor looked at. `warn` keeps the hub running, `bad` does not or risks money. */
export interface Finding {
  level: "ok" | "warn" | "bad";
  about: "settings" | "disk" | "secrets" | "database" | "books" | "node";
  /** What was found and, unless it is fine, what to do about it. */
  text: string;
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
