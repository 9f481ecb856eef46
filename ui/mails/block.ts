/** One paragraph of a letter. */
export type Block =
  | { kind: "words"; text: string }
  /** To be typed by hand. */
  | { kind: "code"; text: string }
  | { kind: "link"; label: string; href: string }
  /** Beside the point, and said all the same. */
  | { kind: "small"; text: string };

/** The letter for programs that show no HTML, and for people who want none. */
export function asText(blocks: readonly Block[]): string {
  return `${blocks.map(textOf).join("\n\n")}\n`;
}

function textOf(block: Block): string {
  switch (block.kind) {
    case "link":
      return block.href;
    case "code":
      return `    ${block.text}`;
    case "words":
    case "small":
      return block.text;
  }
}
