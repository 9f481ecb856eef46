import type { BrowserContext, Page } from "playwright-core";

/** An authenticator inside the browser, which unlocks itself and says yes. */
export async function plugIn(context: BrowserContext, page: Page): Promise<{ forgetAll: () => Promise<void> }> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  return { forgetAll: async () => void (await devtools.send("WebAuthn.clearCredentials", { authenticatorId })) };
}
