import { entriesOf, fieldsOf, ofServices, textOf, when, type Rule } from "../rule.ts";
import type { UmbrelPackage } from "../read-package.ts";

const PINNED = /^[\w.-]+(?:\.[\w-]+)*(?:\/[\w.-]+)*:[\w.-]+@sha256:[0-9a-f]{64}$/;

const listOf = (value: unknown): unknown[] => entriesOf(value).map(([, each]) => each);
const volumesOf = (service: Record<string, unknown>): string[] => listOf(service["volumes"]).map(textOf);
const proxyOf = ({ compose }: UmbrelPackage) => fieldsOf(compose.services["app_proxy"]?.["environment"]);

/** What makes Umbrel or its store refuse a docker-compose.yml. */
export const composeRules: readonly Rule[] = [
  ofServices("no image is built on the device", (service) => when(service["build"] !== undefined, "build")),
  ofServices("an image has a tag and a digest", ({ image }) => when(!PINNED.test(textOf(image)), textOf(image))),
  ofServices("no image is the latest", ({ image }) => when(textOf(image).includes(":latest"), textOf(image))),
  ofServices("volumes are written short", (service) =>
    when(
      listOf(service["volumes"]).some((each) => typeof each !== "string"),
      "volumes",
    ),
  ),
  ofServices("Docker's socket is nobody's", (service) =>
    volumesOf(service).filter((each) => each.includes("docker.sock")),
  ),
  ofServices("the whole of the app's data is not mounted", (service) =>
    volumesOf(service).filter((each) => /^\$\{?APP_DATA_DIR\}?\/?:/.test(each)),
  ),
  ofServices("every mounted folder of the app's data is in the package", (service, { files }) =>
    volumesOf(service).filter((each) => {
      const [, path] = /^\$\{?APP_DATA_DIR\}?\/([^:]+):/.exec(each) ?? [];
      return path !== undefined && ![...files.keys()].some((name) => name === path || name.startsWith(`${path}/`));
    }),
  ),
  ofServices("ports of the host are named and are not the app's", (service, { manifest }) =>
    listOf(service["ports"])
      .map(String)
      .filter((each) => !/^\d+:\d+(?:\/(?:tcp|udp))?$/.test(each) || each.startsWith(`${String(manifest["port"])}:`)),
  ),
  {
    words: "Umbrel's proxy is told a service of this app and its port",
    problems: (app) => {
      const { APP_HOST: host, APP_PORT: port } = proxyOf(app);
      const hosts = Object.keys(app.compose.services).map((name) => `${String(app.manifest["id"])}_${name}_1`);
      return [
        ...when(!hosts.includes(textOf(host)), `APP_HOST ${String(host)}`),
        ...when(port === undefined, "APP_PORT"),
      ];
    },
  },
  {
    words: "Umbrel's proxy has nothing but its environment",
    problems: ({ compose }) =>
      Object.keys(compose.services["app_proxy"] ?? {}).filter((name) => name !== "environment"),
  },
  {
    words: "a service that others wait for can be found healthy",
    problems: ({ compose }) =>
      Object.values(compose.services).flatMap((service) =>
        entriesOf(service["depends_on"]).flatMap(([name, how]) => {
          const isAwaited = fieldsOf(how)["condition"] === "service_healthy";
          return when(isAwaited && compose.services[name]?.["healthcheck"] === undefined, name);
        }),
      ),
  },
  {
    words: "services depend on services that are there",
    problems: ({ compose }) =>
      Object.values(compose.services).flatMap(({ depends_on: on }) => {
        const names = Array.isArray(on) ? on.map(String) : Object.keys(fieldsOf(on));
        return names.filter((name) => compose.services[name] === undefined);
      }),
  },
  {
    words: "no variable or label is a bare true or false",
    problems: ({ compose }) =>
      Object.values(compose.services).flatMap((service) =>
        [...entriesOf(service["environment"]), ...entriesOf(service["labels"])]
          .filter(([, value]) => typeof value === "boolean")
          .map(([name]) => name),
      ),
  },
];
