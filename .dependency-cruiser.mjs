// Who may import whom (docs/architecture.md). Each rule has a planted violation in tests/check/planted/boundaries.ts.

const entrances = "http|jobs|bot|metrics|verifier";
const feature = `^app/(?!(?:domain|db|gateways|settings|main|${entrances})/)([^/]+)/`;
const port = "^app/gateways/[^/]+/port[.]ts$";
const program = "^app/(?:(?:metrics|verifier)/)?main[.]ts$";
const partOfMain = "^app/main/";
/** Joins adapters to rooms: `main.ts`, and the parts that it is read by. */
const compositionRoot = [program, partOfMain];
const ours = "^(?:app|ui|appliance|scripts|tests)/";
const asType = ["type-only"];

/** Each library behind a door of ours has one importer in the program, so that it can be replaced there. */
const owners = {
  "@cashu/": "app/gateways/mint/",
  "@grpc/": "app/gateways/(?:lightning|mint)/",
  "age-encryption": "app/secrets/",
  // A sandbox keeps what a real neighbour would keep in a store of its own.
  "better-sqlite3": "app/(?:db/|gateways/[^/]+/sandbox)",
  // Codes that move are drawn by pages, and read with what else wallets hand over.
  "@ngraveio/bc-ur": "(?:ui/components/|app/gateways/mint/)",
  "@scure/base": "app/(?:accounts|gateways/(?:chain|payee))/",
  "@scure/bip39": "app/gateways/mint/",
  "@simplewebauthn/browser": "ui/islands/",
  "@simplewebauthn/server": "app/accounts/",
  "fetch-socks": "app/gateways/web/",
  grammy: "app/gateways/telegram/",
  hono: "app/http/",
  htm: "ui/html[.]ts",
  invoices: "app/gateways/lightning/",
  "ipaddr[.]js": "app/gateways/web/",
  jose: "app/accounts/",
  lightning: "app/gateways/lightning/",
  "node-cron": "app/jobs/",
  nodemailer: "app/gateways/mail/",
  "openid-client": "app/gateways/google/",
  pg: "app/db/",
  secp256k1: "app/gateways/mint/",
  sharp: "app/gateways/pictures/",
  systeminformation: "app/gateways/host/",
  "tiny-secp256k1": "app/gateways/mint/",
  undici: "app/gateways/web/",
};

const only = ([library, owner]) => ({
  name: `one-room-imports-${library.replace(/^@|\/$/g, "")}`,
  comment: `${library} is imported in ${owner} alone.`,
  severity: "error",
  from: { path: "^(?:app|ui)/", pathNot: [`^${owner}`, program] },
  to: { path: `(?:^|/)node_modules/${library.endsWith("/") ? library : `${library}/`}` },
});

const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

// dependency-cruiser takes its configuration from the default export.
/** @type {import("dependency-cruiser").IConfiguration} */
// oxlint-disable-next-line import/no-default-export
export default {
  forbidden: [
    forbid(
      "domain-stands-alone",
      "The vocabulary and its rules know nothing of the rest of the house.",
      { path: "^app/domain/" },
      { path: ours, pathNot: "^app/domain/" },
    ),
    forbid(
      "domain-has-no-effects",
      "Rules are computed, not asked from a disk, a network or another process.",
      { path: "^app/domain/" },
      { dependencyTypes: ["core"], pathNot: "^(?:node:)?(?:crypto|buffer|util)$" },
    ),
    forbid(
      "db-knows-domain-only",
      "The store serves every room and so may not know any.",
      { path: "^app/db/" },
      { path: ours, pathNot: "^app/(?:db|domain)/" },
    ),
    forbid(
      "feature-enters-through-the-front",
      "A feature uses another by the actions in its folder; what lies deeper is private to it.",
      { path: feature },
      { path: "^app/[^/]+/[^/]+/", pathNot: ["^app/(?:domain|db|gateways)/", "^app/$1/"] },
    ),
    forbid(
      "feature-knows-no-entrance",
      "Routes, jobs and the bot call actions; an action never knows who called.",
      { path: feature },
      {
        path: [
          `^app/(?:${entrances})/`,
          "^app/(?:main|config)[.]ts$",
          "^app/settings/",
          "^(?:ui|appliance|scripts|tests)/",
        ],
      },
    ),
    forbid(
      "feature-sees-ports-not-adapters",
      "Actions are given a port; which neighbour answers is decided in app/main/.",
      { path: feature },
      { path: "^app/gateways/", pathNot: port },
    ),
    forbid(
      "feature-sees-ports-as-types",
      "A port is passed in as an argument, so only its type is imported.",
      { path: feature },
      { path: port, dependencyTypesNot: asType },
    ),
    forbid(
      "gateway-stands-alone",
      "An adapter knows its own port, the domain, and the one way out to the web.",
      { path: "^app/gateways/([^/]+)/" },
      { path: ours, pathNot: ["^app/domain/", "^app/gateways/(?:$1|web)/", port] },
    ),
    forbid(
      "one-way-out",
      "Whoever opens connections of their own goes round the checks of safeFetch; listening is something else.",
      { path: "^app/", pathNot: ["^app/gateways/web/", "^app/http/listen[.]ts$"] },
      {
        dependencyTypes: ["core"],
        path: "^(?:node:)?(?:http|https|http2|net|tls|dgram|dns|dns/promises)$",
        dependencyTypesNot: asType,
      },
    ),
    forbid(
      "port-is-only-a-contract",
      "A port names no adapter and no library.",
      { path: port },
      { pathNot: ["^app/domain/", port] },
    ),
    forbid(
      "entrance-sees-ports-not-adapters",
      "Only main.ts and its parts join adapters to the rest.",
      { path: [`^app/(?:${entrances})/`, "^app/(?:config[.]ts$|settings/)"], pathNot: program },
      { path: "^app/gateways/", pathNot: port },
    ),
    forbid(
      "entrance-holds-no-queries",
      "Two hops from a door to SQL: the door calls an action.",
      { path: "^app/(?:http|bot)/" },
      { path: ["(?:^|/)node_modules/kysely/", "^app/db/migrations/"], dependencyTypesNot: asType },
    ),
    forbid("nobody-imports-main", "The composition root is a program, not a library.", {}, { path: program }),
    forbid(
      "only-main-imports-its-parts",
      "What joins adapters to rooms is nothing that a room or an entrance may ask for.",
      { pathNot: compositionRoot },
      { path: partOfMain },
    ),
    forbid(
      "only-main-reads-settings",
      "Settings are handed on as arguments; others may name their type.",
      { path: "^(?:app|ui)/", pathNot: [program, "^app/(?:config[.]ts$|settings/|secrets/)"] },
      { path: "^app/(?:config[.]ts$|settings/|secrets/)", dependencyTypesNot: asType },
    ),
    forbid(
      "ui-takes-only-types",
      "A page renders what it is given.",
      { path: "^ui/" },
      { path: "^app/", dependencyTypesNot: asType },
    ),
    forbid(
      "only-http-shows-pages",
      "Pages are shown by routes.",
      { path: "^app/", pathNot: ["^app/http/", "^app/verifier/", ...compositionRoot] },
      { path: "^ui/" },
    ),
    forbid(
      "program-needs-no-tools",
      "What runs at the owner's does not reach into tests, scripts or packages that are only for development.",
      { path: "^(?:app|ui)/" },
      { path: ["^(?:appliance|scripts|tests)/"] },
    ),
    forbid(
      "command-line-stands-alone",
      "An installed hub has it, and none of the other scripts.",
      { path: "^scripts/satoshop(?:/|[.]ts$)" },
      { path: "^(?:scripts|tests)/", pathNot: "^scripts/satoshop/" },
    ),
    forbid(
      "packages-bring-no-program",
      "What is known about boards and packages needs nothing of the program that they carry.",
      { path: "^appliance/" },
      { path: "^(?:app|ui|scripts|tests)/" },
    ),
    forbid(
      "program-needs-no-dev-packages",
      "They are not installed at the owner's.",
      { path: "^(?:app|ui)/" },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: asType },
    ),
    forbid(
      "packages-are-declared",
      "A package that only another one brings can vanish with it.",
      {},
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    ),
    forbid("imports-resolve", "A path that leads nowhere hides what it would break.", {}, { couldNotResolve: true }),
    forbid(
      "no-circles",
      "Two files that need each other are one file, or lack a third.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: asType } },
    ),
    ...Object.entries(owners).map(only),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(?:coverage|dist|data)/" },
    tsPreCompilationDeps: "specify",
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".mjs", ".js", ".d.ts"],
    },
  },
};
