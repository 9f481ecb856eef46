/** The conditions of every CHECK in a table's definition, with their spaces evened out. */
export function readChecks(definition: string): string[] {
  const starts = [...definition.matchAll(/\bCHECK\s*\(/g)].map((match) => match.index + match[0].length);
  return starts.map((start) =>
    definition.slice(start, endOfParenthesis(definition, start)).replace(/\s+/g, " ").trim(),
  );
}

/** Where the parenthesis closes that was opened just before `start`; texts in quotes may hold others. */
function endOfParenthesis(text: string, start: number): number {
  let depth = 1;
  for (const { 0: found, index } of text.slice(start).matchAll(/'(?:[^']|'')*'|[()]/g)) {
    if (found === "(") depth += 1;
    if (found === ")") depth -= 1;
    if (depth === 0) return start + index;
  }
  throw new Error("a CHECK does not end");
}
