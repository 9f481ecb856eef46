import { z } from "zod";
import { shapes } from "../api/values.ts";
import type { Schema } from "./types.ts";

const COMPONENTS = "#/components/schemas/";

/** The schema as it stands in the document: a shape that has a name is referred to by it. */
export function schemaOf(schema: z.ZodType): Schema {
  const name = shapes.get(schema)?.id;
  return name === undefined ? written(z.toJSONSchema(schema, { io: "input" })) : { $ref: `${COMPONENTS}${name}` };
}

/** Every named shape, by name. */
export function componentSchemas(): Record<string, Schema> {
  const { schemas } = z.toJSONSchema(shapes, { io: "input", uri: (name) => `${COMPONENTS}${name}` });
  const byName = Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(byName.map(([name, schema]) => [name, written(schema)]));
}

/** Inside the document a schema needs neither a dialect nor an address of its own. */
function written(schema: unknown): Schema {
  const {
    $schema: _dialect,
    $id: _address,
    ...rest
  }: Schema & { $schema?: string; $id?: string } = JSON.parse(JSON.stringify(schema));
  return rest;
}
