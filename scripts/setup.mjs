// Runs before every npm script, on whatever Node is there, and so stays plain JavaScript for Node 20.
// It installs the packages when they are missing or older than package-lock.json; among them is the
// Node that everything else runs on, which `npm run` finds first on its PATH.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".installed-from");
const link = join(root, "node_modules", ".bin", "node");
const bundled = `node-${process.platform}-${process.arch}`;

function wanted() {
  const lock = readFileSync(join(root, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform}-${process.arch}\n`;
}

function installed() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted();
}

function install() {
  process.stderr.write("Installing packages, about half a minute the first time ...\n");
  // No package of ours needs an install script, so none gets to run.
  const options = [
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const npm = process.env.npm_execpath;
  const [command, args] = npm === undefined ? ["npm", options] : [process.execPath, [npm, ...options]];
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) stop(`npm could not install the packages${error ? `: ${error.message}` : " (see above)"}.`);
}

// npm 10 leaves this link out when the lock file names the same program for several processors.
function linkNode() {
  if (!existsSync(join(root, "node_modules", bundled))) return;
  rmSync(link, { force: true });
  symlinkSync(join("..", bundled, "bin", "node"), link);
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const node = existsSync(link) ? link : process.execPath;
  const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
  const [major = 0, minor = 0] = (stdout ?? "").trim().replace("v", "").split(".").map(Number);
  const [needMajor, needMinor] = engines.node.replace(">=", "").split(".").map(Number);
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  stop(
    `This needs Node ${engines.node}, and no Node for ${process.platform} on ${process.arch} comes with the packages: install one.`,
  );
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (!installed()) {
  install();
  linkNode();
  checkNode();
  writeFileSync(stamp, wanted());
}
