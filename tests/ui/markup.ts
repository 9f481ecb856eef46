/** One tag of a page with its attributes, as the tests look at it. */
export interface Tag {
  name: string;
  attributes: ReadonlyMap<string, string>;
}

/** Every opening tag in order. The renderer quotes all attributes, which makes this safe for its own output. */
export function tagsOf(page: string): Tag[] {
  return [...page.matchAll(/<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map((match) => ({
    name: match[1] ?? "",
    attributes: attributesOf(match[2] ?? ""),
  }));
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

/** Ids in the order they appear, repeated ones repeated. */
export function idsOf(tags: readonly Tag[]): string[] {
  return tags.flatMap((tag) => tag.attributes.get("id") ?? []);
}
