/** Something that holds secrets cannot be read. The message names it and says what to do, never what is inside. */
export class CannotOpen extends Error {
  override readonly name = "CannotOpen";
}
