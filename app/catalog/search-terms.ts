const MAX_SEARCH_LENGTH = 200;
const MAX_TERMS = 10;

/** What a product is found by: its words in compatible composed form and lower case. */
export function searchText(title: string, text: string): string {
  return fold(`${title}\n${text}`);
}

/**
 * LIKE patterns (escape character `\`) that must all match, one for each word of a search.
 * Whatever a person types is a plain word: `%`, `_` and `\` match themselves.
 */
export function searchPatterns(search: string): string[] {
  const words = fold(search.slice(0, MAX_SEARCH_LENGTH))
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => word !== "");
  return words.slice(0, MAX_TERMS).map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
