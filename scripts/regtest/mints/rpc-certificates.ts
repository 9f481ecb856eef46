import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../daemons/run.ts";

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
const DAYS = ["-days", "2"];

/** What both sides of cdk-mintd's management interface show each other, signed by an authority of their own. */
export async function makeRpcCertificates(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (name: string) => join(folder, name);
  const authority = ["-keyout", at("ca.key"), "-out", at("ca.pem"), "-subj", "/CN=regtest"];
  await run("openssl", ["req", "-x509", ...KEY, ...DAYS, ...authority]);
  writeFileSync(at("names"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
  for (const side of ["server", "client"]) {
    const request = ["-keyout", at(`${side}.key`), "-out", at(`${side}.csr`), "-subj", `/CN=${side}`];
    await run("openssl", ["req", ...KEY, ...request]);
    const signing = ["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-extfile", at("names")];
    await run("openssl", ["x509", "-req", "-in", at(`${side}.csr`), "-out", at(`${side}.pem`), ...DAYS, ...signing]);
  }
  return folder;
}
