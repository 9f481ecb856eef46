/** One line of a configuration file, and the reason for it, which stands above it in the file and beside it in the docs. */
export type Line = { option: string; value: string; why: string };

/** Where comments are broken; the files are read in terminals. */
const WIDTH = 96;

/** How a format writes a line: `option=value` for bitcoind and LND, `option value` for tor. */
export type Format = (line: Line) => string;

/** The text of a file: each line under its reason. */
export function asText(lines: readonly Line[], format: Format): string {
  return lines.map((line) => `${asComment(line.why)}\n${format(line)}\n`).join("\n");
}

export const withEquals: Format = ({ option, value }) => `${option}=${value}`;

/** A reason as lines of words behind `#`. */
export function asComment(why: string): string {
  return wrapped(why.split(" "))
    .map((line) => `# ${line}`)
    .join("\n");
}

function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
