import type { MarkdownIt, Token } from "markdown-it";

/** Pages put their own title first, so a text's largest heading is a third-level one. */
const HEADING_OFFSET = 2;
const MAX_HEADING = 6;

/** Text from sellers: links lead away from the shop, earn nothing in search engines and learn nothing of us. */
const LINK_REL = "nofollow ugc noopener";

/**
 * Turns a stall's or product's text into HTML that is safe to put on a page: a plain subset of Markdown with
 * paragraphs, emphasis, lists, quotes, code, rules, headings and links. HTML is shown as text, pictures
 * are not loaded, and only http, https and mailto become links.
 */
export async function renderMarkdown(text: string): Promise<string> {
  renderer ??= load();
  const markdown = await renderer;
  return markdown.render(text);
}

/** Loaded at the first text: it costs 16 MB of memory that a hub without sellers' texts never needs. */
let renderer: Promise<MarkdownIt> | undefined;

async function load(): Promise<MarkdownIt> {
  const { default: createMarkdown } = await import("markdown-it");
  const markdown = createMarkdown({ html: false, linkify: false, typographer: false, breaks: true });
  markdown.disable(["image", "table", "strikethrough", "reference"]);
  markdown.validateLink = isAllowedLink;
  markdown.core.ruler.push("tame", ({ tokens }) => tame(tokens));
  return markdown;
}

function tame(tokens: readonly Token[]): void {
  for (const token of tokens) {
    if (token.type === "heading_open" || token.type === "heading_close") token.tag = lower(token.tag);
    if (token.type === "link_open") token.attrSet("rel", LINK_REL);
    // The language of a code block would become a class of the seller's choice.
    if (token.type === "fence") token.info = "";
    if (token.children !== null) tame(token.children);
  }
}

function lower(tag: string): string {
  return `h${Math.min(Number(tag.slice(1)) + HEADING_OFFSET, MAX_HEADING)}`;
}

/** `http:path` without slashes would be read by a browser as a place on this very site. */
function isAllowedLink(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(url) && URL.canParse(url);
}
