const GROUP = /.{1,4}/g;

/** A code as it is read aloud and typed: in groups that an eye can hold. */
export function groupsOf(code: string): string[] {
  return code.match(GROUP) ?? [];
}
