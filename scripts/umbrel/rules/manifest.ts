import { entriesOf, textOf, when, type Rule } from "../rule.ts";

const REQUIRED = [
  "manifestVersion",
  "id",
  "category",
  "name",
  "version",
  "tagline",
  "description",
  "developer",
  "website",
  "dependencies",
  "repo",
  "support",
  "port",
  "gallery",
  "path",
  "submitter",
  "submission",
];

/** The order in which the store wants them; what may be left out stands where it would be. */
const ORDER = [
  "manifestVersion",
  "id",
  "implements",
  "category",
  "name",
  "version",
  "tagline",
  "description",
  "releaseNotes",
  "developer",
  "website",
  "dependencies",
  "repo",
  "support",
  "port",
  "gallery",
  "path",
  "defaultUsername",
  "defaultPassword",
  "deterministicPassword",
  "widgets",
  "backupIgnore",
  "submitter",
  "submission",
];

const CATEGORIES = "ai automation bitcoin crypto developer files finance media networking social".split(" ");
const RESERVED_PORTS = [80, 443, 2000];
const TAKEN_PORTS = [3010, 3017, 3020, 3333, 4848, 7070, 8085, 21_000];
const LENGTHS = { name: 50, tagline: 100, description: 5000, releaseNotes: 5000, developer: 50, submitter: 50 };
const FLAGS = ["deterministicPassword", "optimizedForUmbrelHome", "torOnly", "requiresHttps", "disabled"];

/** A name that RFC 2606 keeps for examples is where somebody still has to put theirs. */
const isAddress = (value: unknown): boolean => {
  const text = textOf(value);
  return URL.canParse(text) && !new URL(text).hostname.endsWith(".example");
};

/** Of umbrel-app.yml: umbrelOS's own schema, and what its store asks besides. */
export const manifestRules: readonly Rule[] = [
  {
    words: "every required field is there",
    problems: ({ manifest }) => REQUIRED.filter((name) => manifest[name] === undefined),
  },
  {
    words: "fields are known and in the store's order",
    problems: ({ manifest }) => {
      const names = Object.keys(manifest);
      const unknown = names.filter((name) => !ORDER.includes(name) && !FLAGS.includes(name));
      const wanted = ORDER.filter((name) => names.includes(name));
      const given = names.filter((name) => ORDER.includes(name));
      return [...unknown, ...when(wanted.join() !== given.join(), `in order: ${wanted.join(", ")}`)];
    },
  },
  {
    words: "the manifest's version is one that the store knows",
    problems: ({ manifest: { manifestVersion } }) =>
      when(![1, 1.1, 1.2].includes(Number(manifestVersion)), String(manifestVersion)),
  },
  {
    words: "the id is plain and is the folder's name",
    problems: ({ manifest, folder }) => {
      const id = textOf(manifest["id"]);
      return [...when(!/^[a-z0-9][a-z0-9-]*[a-z0-9]$/.test(id), id), ...when(id !== folder, `${id} is in ${folder}`)];
    },
  },
  {
    words: "the app's version is quoted",
    problems: ({ manifest: { version } }) => when(typeof version !== "string", String(version)),
  },
  {
    words: "the repository, website, support and submission are addresses",
    problems: ({ manifest }) =>
      ["repo", "website", "support", "submission"].filter(
        (name) => !(name === "repo" && manifest[name] === "") && !isAddress(manifest[name]),
      ),
  },
  {
    words: "the path is empty or starts with a slash",
    problems: ({ manifest }) => when(!/^(?:\/.*)?$/.test(textOf(manifest["path"])), textOf(manifest["path"])),
  },
  {
    words: "the port is free",
    problems: ({ manifest }) => {
      const port = Number(manifest["port"]);
      const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535;
      return when(!isPort || RESERVED_PORTS.includes(port) || TAKEN_PORTS.includes(port), String(port));
    },
  },
  {
    words: "the category is one of the store's",
    problems: ({ manifest }) => when(!CATEGORIES.includes(textOf(manifest["category"])), textOf(manifest["category"])),
  },
  {
    words: "texts are as short as the store wants them",
    problems: ({ manifest }) =>
      Object.entries(LENGTHS).flatMap(([name, most]) => when(textOf(manifest[name]).length > most, name)),
  },
  {
    words: "the tagline ends without a full stop",
    problems: ({ manifest }) => when(/^[^.]*\.$/.test(textOf(manifest["tagline"])), textOf(manifest["tagline"])),
  },
  {
    words: "a first submission has no release notes, no pictures and no icon",
    problems: ({ manifest }) => [
      ...when(manifest["releaseNotes"] !== "", "releaseNotes"),
      ...when(entriesOf(manifest["gallery"]).length > 0, "gallery"),
      ...when(manifest["icon"] !== undefined, "icon"),
    ],
  },
  {
    words: "Umbrel shows its password for the app if, and only if, the app takes it",
    problems: ({ manifest, files }) => {
      const isTaken = files.get("hooks/pre-start")?.text.includes("APP_PASSWORD") ?? false;
      return when((manifest["deterministicPassword"] === true) !== isTaken, "deterministicPassword");
    },
  },
  {
    words: "flags are true or false",
    problems: ({ manifest }) =>
      FLAGS.filter((name) => manifest[name] !== undefined && typeof manifest[name] !== "boolean"),
  },
  {
    words: "only permissions that Umbrel has are asked for",
    problems: ({ manifest }) =>
      entriesOf(manifest["permissions"])
        .map(([, each]) => textOf(each))
        .filter((each) => !["STORAGE_DOWNLOADS", "GPU"].includes(each)),
  },
  {
    words: "the Lightning app is depended on when its variables are used",
    problems: ({ manifest, files }) => {
      const usesLightning = files.get("docker-compose.yml")?.text.includes("APP_LIGHTNING_") === true;
      const names = entriesOf(manifest["dependencies"]).map(([, each]) => each);
      return when(usesLightning && !names.includes("lightning"), "lightning is not among the dependencies");
    },
  },
  {
    words: "nothing of the hub's own is left out of Umbrel's backups",
    problems: ({ manifest }) => entriesOf(manifest["backupIgnore"]).map(([, each]) => textOf(each)),
  },
];
