import { entriesOf, fieldsOf, ofServices, textOf, when, type Rule } from "../rule.ts";

/** What reviewers ask to have explained; this app gives them nothing to ask. */
const EXPLAINED = [
  "container_name",
  "privileged",
  "network_mode",
  "devices",
  "cap_add",
  "security_opt",
  "pid",
  "ipc",
] as const;

const OWNERS_PATHS = ["/owner", "/desk", "/account", "/sign-in"];

const rulesOf = (value: unknown): string[] => textOf(value).split(",").filter(Boolean);

/** What reviewers ask about, and what we ask of ourselves. */
export const hardeningRules: readonly Rule[] = [
  ofServices("a service is started again only after it failed", ({ restart }) =>
    when(restart !== "on-failure", String(restart)),
  ),
  ofServices("nothing is used that needs an explanation", (service) =>
    EXPLAINED.filter((name) => service[name] !== undefined),
  ),
  {
    words: "networks and volumes are Umbrel's",
    problems: ({ compose }) => ["networks", "volumes"].filter((name) => compose.whole[name] !== undefined),
  },
  ofServices("a service runs as the owner of Umbrel's data", ({ user }) => when(user !== "1000:1000", String(user))),
  ofServices("a service has a first process that buries the dead", ({ init }) => when(init !== true, "init")),
  ofServices("a service cannot write its own disk", (service) => when(service["read_only"] !== true, "read_only")),
  ofServices("a service has no power of root", ({ cap_drop: dropped }) =>
    when(!entriesOf(dropped).some(([, each]) => each === "ALL"), "cap_drop"),
  ),
  ofServices("a service has a limit of memory", (service) => when(service["mem_limit"] === undefined, "mem_limit")),
  ofServices("a secret is in a file and not in the environment", ({ environment }) =>
    entriesOf(environment)
      .map(([name]) => name)
      .filter((name) => /(?:KEY|PASSWORD|TOKEN|SECRET|LOGIN|MACAROON)$/.test(name)),
  ),
  {
    words: "only the bakery sees LND's folder, and cannot write it",
    problems: ({ compose }) =>
      Object.entries(compose.services).flatMap(([name, service]) =>
        entriesOf(service["volumes"])
          .map(([, each]) => textOf(each))
          .filter((each) => each.includes("APP_LIGHTNING_NODE_DATA_DIR"))
          .filter((each) => name !== "bakery" || !each.endsWith(":ro"))
          .map((each) => `${name} mounts ${each}`),
      ),
  },
  {
    words: "no path comes in without Umbrel's password but the shop's",
    problems: ({ compose }) => {
      const environment = fieldsOf(compose.services["app_proxy"]?.["environment"]);
      const open = rulesOf(environment["PROXY_AUTH_WHITELIST"]);
      const shut = rulesOf(environment["PROXY_AUTH_BLACKLIST"]);
      return [
        ...when(environment["PROXY_AUTH_ADD"] !== undefined, "PROXY_AUTH_ADD"),
        ...open.filter((rule) => /^\/?\*?$|^\/\*$|[^/]\*$/.test(rule) && rule !== "/"),
        ...OWNERS_PATHS.filter((path) => !shut.includes(`${path}*`)),
      ];
    },
  },
];
