import { when, type Rule } from "../rule.ts";

const HOOKS = ["install", "start", "stop", "update"].flatMap((event) => [`hooks/pre-${event}`, `hooks/post-${event}`]);
const LEFT_BEHIND = /\.(?:db|sqlite|log|pid|sock|pem|key|env)$/;
const NOT_IN_EXPORTS = /^\s*(?:exit|cd|set)\b/m;

/** Of the folder's files. */
export const fileRules: readonly Rule[] = [
  {
    words: "hooks have a name that Umbrel knows and can be executed",
    problems: ({ files }) =>
      [...files]
        .filter(([path]) => path.startsWith("hooks/"))
        .flatMap(([path, { isExecutable }]) => when(!HOOKS.includes(path) || !isExecutable, path)),
  },
  {
    words: "exports.sh changes nothing of the shell that reads it",
    problems: ({ files }) => when(NOT_IN_EXPORTS.test(files.get("exports.sh")?.text ?? ""), "exports.sh"),
  },
  {
    words: "exports.sh is read, not run",
    problems: ({ files }) => {
      const { text = "", isExecutable = false } = files.get("exports.sh") ?? {};
      return when(isExecutable || text.startsWith("#!"), "exports.sh");
    },
  },
  {
    words: "each secret has a label of its own, and none is a wallet's",
    problems: ({ files }) => {
      const labels = [...(files.get("exports.sh")?.text ?? "").matchAll(/derive_entropy "([^"]*\}?[^"]*)"/g)];
      const names = labels.map(([, label = ""]) => label);
      const twice = names.filter((label, place) => names.indexOf(label) !== place);
      return [...twice, ...names.filter((label) => /seed|mnemonic|wallet/.test(label))];
    },
  },
  {
    words: "templates lie at the top and hold no shell",
    problems: ({ files }) =>
      [...files]
        .filter(([path]) => path.endsWith(".template"))
        .flatMap(([path, { text }]) => when(path.includes("/") || text.startsWith("#!"), path)),
  },
  {
    words: "no database, log or key is left in the folder",
    problems: ({ files }) => [...files.keys()].filter((path) => LEFT_BEHIND.test(path)),
  },
];
