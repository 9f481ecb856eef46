/** Text that depends on a count; `other` is always there, `one` where the language has it. */
export interface Plural {
  readonly one?: string;
  readonly other: string;
}

/** A sentence with `{name}` places; a plural picks its form by `{count}`. */
export type Message = string | Plural;

/** One area's sentences by key. */
export type Catalogue = Readonly<Record<string, Message>>;

/** The same keys as the English area: what every other language must offer. */
export type Translated<English extends Catalogue> = { readonly [Key in keyof English]: Message };

type PlacesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlacesIn<Rest>
  : never;

/** The names of the places in a message. */
export type Places<Text extends Message> = Text extends string
  ? PlacesIn<Text>
  : Text extends { readonly other: infer Other extends string }
    ? PlacesIn<Other> | "count"
    : never;
