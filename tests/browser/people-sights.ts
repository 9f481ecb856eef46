import type { Page } from "playwright-core";
import { letProofAge, proveAnew } from "./proofs.ts";
import { at, press, refusedAt } from "./sight.ts";
import type { Sight } from "./sight.ts";

/** What the owner sees of people and of what they did. `paths` are the pages of somebody here and of somebody shut out. */
export function peopleSights(paths: PeoplePaths): Sight[] {
  return [...people(paths), ...audit(paths)];
}

export type PeoplePaths = Record<"seller" | "shutOut" | "owner", string>;

function people({ seller, shutOut, owner }: PeoplePaths): Sight[] {
  return [
    at("owner", "people", "/owner/people"),
    at("owner", "people-of-a-role", "/owner/people?role=seller"),
    at("owner", "people-none", "/owner/people?search=nobody+at+all"),
    refusedAt("owner", "people-invite-refused", "/owner/people", "form[action='/owner/people/invite']"),
    { role: "owner", name: "people-invited", go: inviteHelper },
    { role: "owner", name: "people-prove-first", go: (page) => comeLate(page, "/owner/people") },
    at("owner", "person", seller),
    { role: "owner", name: "person-prove-first", go: (page) => comeLate(page, seller) },
    { role: "owner", name: "person-role-refused", go: (page) => chooseNoStall(page, shutOut) },
    at("owner", "person-shut-out", shutOut),
    at("owner", "person-said", `${seller}?said=devices-ended`),
    at("owner", "person-owner", owner),
    at("owner", "account-of-the-owner", "/account"),
  ];
}

function audit({ seller }: PeoplePaths): Sight[] {
  const who = seller.slice(seller.lastIndexOf("/") + 1);
  return [
    at("owner", "audit", "/owner/audit"),
    at("owner", "audit-of-somebody", `/owner/audit?who=${who}`),
    at("owner", "audit-none", "/owner/audit?day=2001-01-01"),
  ];
}

async function inviteHelper(page: Page): Promise<void> {
  await page.goto("/owner/people");
  await page.locator("input[name=role][value=support]").check();
  await page.locator("form[action='/owner/people/invite'] input[name=name]").fill("Haneul");
  await press(page, "/owner/people/invite");
  await page.locator("#invitation").waitFor();
}

/** A page as it is an hour after its reader's last proof. */
async function comeLate(page: Page, path: string): Promise<void> {
  await letProofAge(page);
  await page.goto(path);
  await proveAnew(page);
}

async function chooseNoStall(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator("select[name=stall]").selectOption("");
  await press(page, `${path}/role`);
  await page.locator(".error-summary").waitFor();
}
