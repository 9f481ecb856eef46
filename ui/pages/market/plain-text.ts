const MAX_LENGTH = 160;

/** The beginning of a seller's Markdown as plain words, for cards and the descriptions of shared links. */
export function plainText(markdown: string): string {
  const words = markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/^[ \t]*(?:[#>]+|[-+*]|\d+[.)])[ \t]+/gm, "")
    .replaceAll(/[*_`~\\]+/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (words.length <= MAX_LENGTH) return words;
  return `${words.slice(0, MAX_LENGTH).replace(/\s+\S*$/, "")}…`;
}
