import { appendFileSync, cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { facts } from "../../appliance/facts.ts";
import { run } from "../../scripts/regtest/daemons/run.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { apiClient } from "../support/api-client.ts";
import { bootBoard } from "../support/board/board.ts";
import { debian } from "../support/board/debian.ts";
import { differences, filesOf } from "../support/board/files-of.ts";
import { madeRelease } from "../support/board/release.ts";
import { payAsPracticeBuyer } from "../support/board/practice-buyer.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/board");
/** A board boots, and systemd waits for programs and watches them, in its own time. */
const LONG = { timeoutMs: 180_000 };

const release = madeRelease();
const board = await bootBoard(await debian("bare"));
await run("tar", ["-xzf", release.archive, "-C", join(board.root, "srv")]);
test.after(async () => {
  await board.remove();
});

const UNITS = "/usr/local/lib/systemd/system";
const settings = join(board.root, facts.board.settings);
const install = (options: string) => board.sh(`sh /srv/${release.name}/install.sh ${options}`);
const shop = `http://${board.address}:${facts.ports.shop}`;
const desk = `http://${board.address}:${facts.ports.desk}`;
const isSystem = (path: string) => !path.startsWith("srv/") && !path.startsWith("var/lib/satoshop");
/** The user's entries in the lists of users and groups. */
const WHO_OWNS_IT = ["etc/group", "etc/gshadow", "etc/passwd", "etc/shadow"];
const bare = filesOf(board.root, isSystem);
const pidOfHub = async () => (await board.sh("systemctl show --property=MainPID --value satoshop-hub")).stdout.trim();

let order: Awaited<ReturnType<typeof payAsPracticeBuyer>>;

test("a dry run on a bare Debian says what would be done and does nothing", async () => {
  const { code, stdout } = await install("--sandbox --dry-run");
  assert.is(code, 0);
  assert.match(stdout, "would put version");
  assert.equal(differences(bare, filesOf(board.root, isSystem)), []);
});

test(
  "one command on a bare Debian ends with a shop that takes a payment",
  async () => {
    const { code, stdout, stderr } = await install("--sandbox");
    assert.is(code, 0, stderr);
    assert.match(stdout, shop);
    order = await payAsPracticeBuyer(shop);
    assert.is(order.state, "paid");
  },
  LONG,
);

test(
  "the link at the end makes whoever opens it the owner, and is not given again",
  async () => {
    const { stdout } = await board.sh("satoshop login-link --unclaimed");
    const [, token = ""] = /\/join#(\S+)/.exec(stdout) ?? [];
    const form = {
      method: "POST",
      body: new URLSearchParams({ code: token, name: "Owner" }),
      redirect: "manual",
    } as const;
    const joined = await fetch(`${desk}/join`, form);
    const cookie = (joined.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    assert.is((await fetch(`${desk}/owner`, { headers: { cookie } })).status, 200);
    assert.not.match((await install("--sandbox")).stdout, "/join#");
  },
  LONG,
);

test(
  "a second run changes nothing, and the hub runs on",
  async () => {
    const [before, pid] = [filesOf(board.root, isSystem), await pidOfHub()];
    const { code, stdout } = await install("--sandbox");
    assert.is(code, 0);
    assert.is(stdout.split("\n")[0], "Nothing had to be changed.");
    assert.equal(differences(before, filesOf(board.root, isSystem)), []);
    assert.is(await pidOfHub(), pid);
  },
  LONG,
);

test(
  "what was changed by hand is put right, except for the settings, which are the owner's",
  async () => {
    const ours = [`${facts.board.program}/releases/${facts.version}/app/main.ts`, `${UNITS}/satoshop-hub.service`];
    const files = ours.map((path) => join(board.root, path));
    const before = files.map((file) => readFileSync(file, "utf8"));
    for (const file of [...files, settings]) appendFileSync(file, "# by hand\nHUB_NAME=Mine\n");
    assert.is((await install("--sandbox")).code, 0);
    assert.equal(
      files.map((file) => readFileSync(file, "utf8")),
      before,
    );
    assert.match(readFileSync(settings, "utf8"), "HUB_NAME=Mine");
    assert.match(await (await fetch(shop)).text(), "Mine");
  },
  LONG,
);

test("the command line works on the hub's data as its user, and for the board as root", async () => {
  assert.match((await board.sh("satoshop doctor")).stdout, `sandbox mode, data in ${facts.board.data}`);
  assert.match(
    (await board.sh("satoshop memory --into /srv/memory && ls /srv/memory")).stdout,
    "satoshop-hub.service.d",
  );
  assert.is((await board.sh(`find ${facts.board.data} ! -user ${facts.board.user}`)).stdout, "");
});

test("what was enabled runs: the board is measured, its screen shows the shop, and nothing has failed", async () => {
  const { stdout } = await board.sh(
    "systemctl is-active satoshop-hub satoshop-metrics satoshop-backup.timer satoshop-console",
  );
  assert.equal(stdout.trim().split("\n"), ["active", "active", "active", "active"]);
  assert.match((await board.sh("cat /run/satoshop-metrics/host.json")).stdout, '"memory"');
  assert.match((await board.sh("cat /etc/issue.d/satoshop.issue")).stdout, board.address);
  assert.is((await board.sh("systemctl --failed --plain --no-legend")).stdout, "");
});

test(
  "the nightly backup makes a file that holds what it promises",
  async () => {
    const { code, stderr } = await board.sh("systemctl start satoshop-backup");
    assert.is(code, 0, stderr);
    const { stdout: file } = await board.sh("ls /var/lib/satoshop/backups/daily/satoshop-*.tar.gz");
    const checked = await board.sh(`satoshop backup --check ${file.trim()}`);
    assert.is(checked.code, 0, checked.stderr);
  },
  LONG,
);

test("where nobody has said what to do, whoever sits there is asked for LND's folder, or gets a sandbox", async () => {
  const script = `sh /srv/${release.name}/install.sh --dry-run`;
  const { stdout } = await board.sh(`mv /etc/satoshop /etc/aside; echo | script -qec '${script}' /dev/null`);
  await board.sh("mv /etc/aside /etc/satoshop");
  assert.match(stdout, "No LND is found on this machine. Its folder, or nothing to try the hub without one:");
  assert.match(stdout, "would write /etc/satoshop/hub.env");
  assert.is((await board.sh(`echo | ${script}`)).stdout.includes("No LND is found"), false);
});

test("nothing runs of an archive that is not the promised one", async () => {
  const folder = join(board.root, "srv/fetched");
  cpSync(release.folder, folder, { recursive: true });
  appendFileSync(join(folder, `${release.name}.tar.gz`), "more");
  const { code, stderr } = await install(`--from /srv/fetched/${release.name}.tar.gz`);
  assert.is(code, 1);
  assert.match(stderr, "its checksum differs");
});

test(
  "a hub that hangs is ended and started again",
  async () => {
    const pid = await pidOfHub();
    await board.sh(`kill -STOP ${pid}`);
    const next = await until("the watchdog starts the hub anew", 150_000, async () => {
      const now = await pidOfHub();
      return now !== pid && now !== "0" && (await fetch(`${shop}/readyz`)).ok ? now : undefined;
    });
    assert.is.not(next, pid);
    assert.match((await board.sh("journalctl --unit satoshop-hub --quiet")).stdout, "watchdog");
  },
  { timeoutMs: 200_000 },
);

test(
  "after a power cut the shop is there again by itself, with its orders",
  async () => {
    await board.cutPower();
    await board.boot();
    await until("the shop is there", 90_000, async () => ((await fetch(`${shop}/readyz`)).ok ? true : undefined));
    assert.is((await apiClient(shop).readOrder(order)).state, "paid");
  },
  LONG,
);

test("no link and no key is in the journal", async () => {
  const { stdout } = await board.sh("journalctl --quiet --output=cat");
  assert.match(stdout, "SatoShop Hub is open");
  assert.not.match(stdout, "/join#");
  assert.not.match(stdout, readFileSync(join(board.root, facts.board.data, "secret.key"), "utf8").trim());
});

test(
  "--uninstall leaves only what the hub has written, and who owns it",
  async () => {
    assert.is((await board.sh("sh /opt/satoshop/current/install.sh --uninstall")).code, 0);
    const left = differences(bare, filesOf(board.root, isSystem));
    assert.equal([...new Set(left.map((line) => line.split(" ")[1]))], [...WHO_OWNS_IT]);
    assert.ok(existsSync(join(board.root, facts.board.data, "hub.sqlite")));
  },
  LONG,
);

test(
  "installed again, the hub has its orders and settings back",
  async () => {
    assert.is((await install("")).code, 0);
    assert.is((await apiClient(shop).readOrder(order)).state, "paid");
    assert.match(await (await fetch(shop)).text(), "Mine");
  },
  LONG,
);
