/** A mint's address as people say it: without its scheme. */
export function shortUrl(url: string): string {
  return url.replace(/^https?:\/\//, "");
}
