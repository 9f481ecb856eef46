/** One instruction of a Dockerfile: its name in capitals, its `--flags`, and the rest of its line. */
export interface Instruction {
  name: string;
  flags: Readonly<Record<string, string>>;
  rest: string;
}

/** What the builder of tests can execute. Whatever else a Dockerfile says is refused, so that nothing is passed over. */
const KNOWN = new Set([
  "ARG",
  "CMD",
  "COPY",
  "ENV",
  "EXPOSE",
  "FROM",
  "HEALTHCHECK",
  "LABEL",
  "RUN",
  "STOPSIGNAL",
  "USER",
  "VOLUME",
  "WORKDIR",
]);

/** Reads a Dockerfile as https://docs.docker.com/reference/dockerfile/ describes it: comments, continued lines, flags. */
export function readDockerfile(text: string): Instruction[] {
  const lines = text.split("\n").filter((line) => !line.trimStart().startsWith("#"));
  const joined = lines.join("\n").replaceAll(/\\\n\s*/g, " ");
  return joined
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(instructionOf);
}

function instructionOf(line: string): Instruction {
  const [, name = "", after = ""] = /^([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
  if (!KNOWN.has(name)) throw new Error(`the Dockerfile has an instruction that is not understood: ${line}`);
  const [, flagText = "", rest = ""] = /^((?:--\S+\s+)*)(.*)$/.exec(after) ?? [];
  const flags = [...flagText.matchAll(/--([a-z-]+)=(\S+)/g)].map(([, flag = "", value = ""]) => [flag, value] as const);
  return { name, flags: Object.fromEntries(flags), rest };
}

/** `KEY=value KEY="a value"`, as ENV and LABEL have them. */
export function pairsOf(rest: string): [string, string][] {
  const pairs = [...rest.matchAll(/([\w.-]+)=(?:"([^"]*)"|(\S*))/g)];
  return pairs.map(([, key = "", quoted, bare = ""]) => [key, quoted ?? bare]);
}

/** A list in JSON, the form of CMD and HEALTHCHECK in which no shell reads the words. */
export function wordsOf(rest: string): string[] {
  const words: unknown = JSON.parse(rest);
  if (!Array.isArray(words) || !words.every((word) => typeof word === "string"))
    throw new Error(`not a list of words: ${rest}`);
  return words;
}

/** Puts in what `$NAME` and `${NAME}` stand for; a name that nobody has given is an error here. */
export function expanded(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (_whole, braced: string | undefined, bare: string | undefined) => {
    const value = values[braced ?? bare ?? ""];
    if (value === undefined) throw new Error(`${text} names a variable that has no value`);
    return value;
  });
}
