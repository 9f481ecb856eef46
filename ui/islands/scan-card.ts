import type { Reading } from "./scan-camera.ts";

export function canReadCard(): boolean {
  return window.NDEFReader !== undefined;
}

/** Gives on every text and address on the cards that are held to the phone. Throws when the phone may not read any. */
export async function readCard({ signal, take }: Reading): Promise<void> {
  if (window.NDEFReader === undefined) return;
  const reader = new window.NDEFReader();
  reader.addEventListener("reading", (event) => takeAll(event, take), { signal });
  reader.addEventListener("readingerror", () => take(""), { signal });
  await reader.scan({ signal });
}

/** A card that has nothing to read is told as well. */
function takeAll(event: Event, take: (text: string) => void): void {
  const texts = isReading(event) ? event.message.records.map(textOf).filter((text) => text !== "") : [];
  for (const text of texts.length === 0 ? [""] : texts) take(text);
}

function isReading(event: Event): event is CardReading {
  return "message" in event;
}

function textOf({ recordType, data, encoding }: CardRecord): string {
  const isText = recordType === "text" || recordType === "url";
  return isText && data !== undefined ? new TextDecoder(encoding ?? "utf-8").decode(data) : "";
}
