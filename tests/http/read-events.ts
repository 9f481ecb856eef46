import type { OrderEvent } from "./hub.ts";

/** Reads server-sent events of an answer, one at a time, until it ends. */
export async function* eventsOf(response: Response): AsyncGenerator<{ id: string; data: OrderEvent }> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const messages = text.split("\n\n");
    text = messages.pop() ?? "";
    for (const message of messages) {
      const fields = new Map(
        message.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
      );
      const data = fields.get("data");
      if (data !== undefined) yield { id: fields.get("id") ?? "", data: JSON.parse(data) };
    }
  }
}
