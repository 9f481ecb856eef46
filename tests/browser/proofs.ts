import type { Page } from "playwright-core";
import { sha256Hex } from "../../app/domain/hash.ts";
import { openMarket } from "../support/browser.ts";
import { inDatabase } from "./in-database.ts";

const HOUR_MS = 3_600_000;

/** Somebody has just proved who they are: walks take longer than a proof stays fresh. Nothing for who is signed out. */
export function proveAnew(page: Page): Promise<void> {
  return setProof(page, 0);
}

/** It is an hour since this person proved who they are. */
export function letProofAge(page: Page): Promise<void> {
  return setProof(page, HOUR_MS);
}

async function setProof(page: Page, agoMs: number): Promise<void> {
  const token = await cookie(page, "satoshop_sid");
  if (token === undefined) return;
  const { aheadMs } = await openMarket();
  const now = "CAST(unixepoch('subsec') * 1000 AS INTEGER) + ?";
  const statement = `UPDATE session SET last_seen_at_ms = ${now}, proved_at_ms = ${now} - ? WHERE token_hash = ?`;
  const values = [aheadMs(), aheadMs(), agoMs, sha256Hex(token)];
  await inDatabase((database) => database.prepare(statement).run(values));
}

/** What this browser waits for by mail or chat has taken too long. */
export async function letRequestEnd(page: Page): Promise<void> {
  const token = (await cookie(page, "satoshop_mail")) ?? "";
  const statement = "UPDATE sign_in SET expires_at_ms = created_at_ms WHERE browser_hash = ?";
  await inDatabase((database) => database.prepare(statement).run(sha256Hex(token)));
}

/** All that was asked by chat so far was an hour ago: one person is asked five times in ten minutes at most. */
export async function forgetQuestions(): Promise<void> {
  const statement = "UPDATE sign_in SET created_at_ms = created_at_ms - ? WHERE purpose LIKE 'chat-%'";
  await inDatabase((database) => database.prepare(statement).run(HOUR_MS));
}

async function cookie(page: Page, name: string): Promise<string | undefined> {
  const cookies = await page.context().cookies();
  return cookies.find((each) => each.name === name)?.value;
}
