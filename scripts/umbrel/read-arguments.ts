import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Store } from "./assemble.ts";

const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** As Umbrel wants it, with `umbrel-app-store` kept for its own. */
const STORE_ID = /^(?!umbrel-app-store)[a-z]+(?:-[a-z]+)*$/;
const IMAGE = /^[a-z0-9.-]+(?::\d+)?(?:\/[a-z0-9._-]+)+$/;

/** What the command line asks for; a sentence where it asks for nothing that can be done. */
export function readArguments(args: string[]): Store | string {
  const option = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: { into: option, image: option, digest: option, home: option, submission: option, community: option },
  });
  const { into, image, digest, home, submission, community } = values;
  if (into === undefined) return "--into is needed: a folder that is not there yet.";
  if (image === undefined || !IMAGE.test(image))
    return "--image is needed: the published image's name with its registry and without a tag.";
  if (digest === undefined || !DIGEST.test(digest))
    return "--digest is needed: sha256:… of the published image's index, which `docker buildx imagetools inspect` shows.";
  if (home === undefined || !URL.canParse(home)) return "--home is needed: the address of the project's repository.";
  if (community !== undefined && !STORE_ID.test(community))
    return "--community is an id of small letters with single hyphens, and does not start with umbrel-app-store.";
  return { into: resolve(into), image, digest, home, submission, community };
}
