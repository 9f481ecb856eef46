import type { ComponentChildren, VNode } from "preact";

/**
 * Tagged template that makes Preact nodes. It does not decode entities (write the characters) and does
 * not check props, so components are called as functions inside it: `${Button({ label })}`.
 */
export { html } from "htm/preact";

/** One rendered piece. */
export type Html = VNode;

/** Anything that may stand inside a piece; `false`, `null` and `undefined` render nothing. */
export type Slot = ComponentChildren;
