/** One thing done to the assembled folder that breaks one rule. */
export interface Plant {
  breaks: string;
  file: string;
  /** What stands there and what is put in its place; of a new file the whole text. */
  from?: string;
  to: string;
  isExecutable?: boolean;
}

const manifest = (breaks: string, from: string, to: string): Plant => ({ breaks, file: "umbrel-app.yml", from, to });
const compose = (breaks: string, from: string, to: string): Plant => ({ breaks, file: "docker-compose.yml", from, to });
const inHub = (breaks: string, line: string): Plant => compose(breaks, "    stop_grace_period: 1m\n", `    ${line}\n`);
const added = (breaks: string, file: string, to = "", isExecutable = false): Plant => ({
  breaks,
  file,
  to,
  isExecutable,
});

const DIGEST = `@sha256:${"5a".repeat(32)}`;

export const plants: readonly Plant[] = [
  manifest("every required field is there", "submitter: SatoShop Hub\n", ""),
  manifest("fields are known and in the store's order", 'path: ""\n', 'path: ""\nfavourite: yes\n'),
  manifest(
    "fields are known and in the store's order",
    "category: bitcoin\nname: SatoShop Hub\n",
    "name: SatoShop Hub\ncategory: bitcoin\n",
  ),
  manifest("the manifest's version is one that the store knows", "manifestVersion: 1.1", "manifestVersion: 2"),
  manifest("the id is plain and is the folder's name", "id: satoshop-hub", "id: satoshop-hub-"),
  manifest("the id is plain and is the folder's name", "id: satoshop-hub", "id: satoshop"),
  manifest("the app's version is quoted", 'version: "0.1.0"', "version: 0.1"),
  manifest(
    "the repository, website, support and submission are addresses",
    "support: https://git.example.net/someone/satoshop-hub",
    "support: https://satoshop.example",
  ),
  manifest("the path is empty or starts with a slash", 'path: ""', "path: owner"),
  manifest("the port is free", "port: 8383", "port: 3333"),
  manifest("the port is free", "port: 8383", "port: 443"),
  manifest("the port is free", "port: 8383", "port: 70000"),
  manifest("the category is one of the store's", "category: bitcoin", "category: shopping"),
  manifest("texts are as short as the store wants them", "developer: SatoShop Hub", `developer: ${"x".repeat(51)}`),
  manifest("the tagline ends without a full stop", "anybody can check\n", "anybody can check.\n"),
  manifest(
    "a first submission has no release notes, no pictures and no icon",
    'releaseNotes: ""',
    'releaseNotes: "First"',
  ),
  manifest("a first submission has no release notes, no pictures and no icon", "gallery: []", "gallery: [1.jpg]"),
  manifest(
    "Umbrel shows its password for the app if, and only if, the app takes it",
    "deterministicPassword: true",
    "deterministicPassword: false",
  ),
  manifest("flags are true or false", 'defaultPassword: ""', 'defaultPassword: ""\ntorOnly: "no"'),
  manifest("only permissions that Umbrel has are asked for", 'path: ""', 'path: ""\npermissions: [NETWORK]'),
  manifest("the Lightning app is depended on when its variables are used", "  - lightning\n", "  - bitcoin\n"),
  manifest(
    "nothing of the hub's own is left out of Umbrel's backups",
    "submitter:",
    "backupIgnore: [data/hub/hub.sqlite]\nsubmitter:",
  ),
  inHub("no image is built on the device", "build: ."),
  compose("an image has a tag and a digest", DIGEST, ""),
  compose("an image has a tag and a digest", `:0.1.0${DIGEST}`, DIGEST),
  compose("no image is the latest", "satoshop-hub:0.1.0@", "satoshop-hub:latest@"),
  compose(
    "volumes are written short",
    "      - ${APP_DATA_DIR}/data/secrets:/secrets:ro",
    "      - { type: bind, source: /x, target: /y }",
  ),
  compose(
    "Docker's socket is nobody's",
    "${APP_DATA_DIR}/data/secrets:/secrets:ro",
    "/var/run/docker.sock:/var/run/docker.sock",
  ),
  compose(
    "the whole of the app's data is not mounted",
    "${APP_DATA_DIR}/data/secrets:/secrets:ro",
    "${APP_DATA_DIR}:/all",
  ),
  compose(
    "every mounted folder of the app's data is in the package",
    "${APP_DATA_DIR}/data/secrets:",
    "${APP_DATA_DIR}/data/mint:",
  ),
  inHub("ports of the host are named and are not the app's", 'ports: ["3000"]'),
  inHub("ports of the host are named and are not the app's", 'ports: ["8383:3001"]'),
  compose("Umbrel's proxy is told a service of this app and its port", "satoshop-hub_hub_1", "satoshop-hub_web_1"),
  compose("Umbrel's proxy is told a service of this app and its port", "      APP_PORT: 3001\n", ""),
  compose("Umbrel's proxy has nothing but its environment", "  app_proxy:\n", "  app_proxy:\n    image: nginx\n"),
  inHub(
    "a service that others wait for can be found healthy",
    "depends_on: { bakery: { condition: service_healthy } }",
  ),
  inHub("services depend on services that are there", "depends_on: [mint]"),
  compose("no variable or label is a bare true or false", 'DEMO: "0"', "DEMO: false"),
  compose("a service is started again only after it failed", "restart: on-failure", "restart: always"),
  inHub("nothing is used that needs an explanation", "security_opt: [no-new-privileges:true]"),
  inHub("nothing is used that needs an explanation", "network_mode: host"),
  compose("networks and volumes are Umbrel's", "services:\n", "volumes: { data: {} }\n\nservices:\n"),
  compose("a service runs as the owner of Umbrel's data", 'user: "1000:1000"', 'user: "0:0"'),
  compose("a service has a first process that buries the dead", "    init: true\n", ""),
  compose("a service cannot write its own disk", "    read_only: true\n", ""),
  compose("a service has no power of root", "cap_drop: [ALL]", "cap_drop: [NET_RAW]"),
  compose("a service has a limit of memory", "    mem_limit: 450m\n", ""),
  compose(
    "a secret is in a file and not in the environment",
    "SECRET_KEY_FILE: /secrets/secret-key",
    'SECRET_KEY: "${APP_SATOSHOP_HUB_SECRET_KEY}"',
  ),
  compose(
    "only the bakery sees LND's folder, and cannot write it",
    "${APP_LIGHTNING_NODE_DATA_DIR}:/lnd:ro",
    "${APP_LIGHTNING_NODE_DATA_DIR}:/lnd",
  ),
  compose(
    "only the bakery sees LND's folder, and cannot write it",
    "${APP_DATA_DIR}/data/secrets:/secrets:ro",
    "${APP_LIGHTNING_NODE_DATA_DIR}:/lnd:ro",
  ),
  compose("no path comes in without Umbrel's password but the shop's", '"/,/products/*', '"/*,/products/*'),
  compose("no path comes in without Umbrel's password but the shop's", "/owner*,", ""),
  compose(
    "no path comes in without Umbrel's password but the shop's",
    "      APP_PORT: 3001\n",
    '      APP_PORT: 3001\n      PROXY_AUTH_ADD: "false"\n',
  ),
  added("hooks have a name that Umbrel knows and can be executed", "hooks/before-start", "#!/bin/sh\n", true),
  added("hooks have a name that Umbrel knows and can be executed", "hooks/post-start", "#!/bin/sh\n"),
  {
    breaks: "exports.sh changes nothing of the shell that reads it",
    file: "exports.sh",
    from: "export ",
    to: "set -e\nexport ",
  },
  added("exports.sh is read, not run", "exports.sh", "export A=1\n", true),
  added(
    "each secret has a label of its own, and none is a wallet's",
    "exports.sh",
    'export A="$(derive_entropy "x")"\nexport B="$(derive_entropy "x")"\n',
  ),
  added(
    "each secret has a label of its own, and none is a wallet's",
    "exports.sh",
    'export A="$(derive_entropy "${app_entropy_identifier}-mnemonic")"\n',
  ),
  added("templates lie at the top and hold no shell", "data/torrc.template", "SocksPort 9050\n"),
  added("no database, log or key is left in the folder", "data/hub/hub.sqlite"),
];
