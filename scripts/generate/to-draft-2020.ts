/** A JSON Schema as a plain object. */
export type Schema = Record<string, unknown>;

const OLD_REF = '#/definitions/';
const NEW_REF = '#/$defs/';

function convert(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(convert);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [key, convert(each)]);
  const schema: Schema = Object.fromEntries(entries);
  if (typeof schema.$ref === 'string' && schema.$ref.startsWith(OLD_REF)) {
    schema.$ref = `${NEW_REF}${schema.$ref.slice(OLD_REF.length)}`;
  }
  return Array.isArray(schema.items) ? asPrefixItems(schema) : schema;
}

/** A tuple: `items` as a list is `prefixItems` now, and `additionalItems` is `items`. */
function asPrefixItems(schema: Schema): Schema {
  const { items, additionalItems, ...rest } = schema;
  return { ...rest, prefixItems: items, items: additionalItems ?? false };
}

/** A schema of draft 7, as ts-json-schema-generator writes it, in the words of 2020-12; without `$schema`. */
export function toDraft2020(draft7: object): Schema {
  const { $schema: _old, definitions, ...rest } = draft7 as Schema;
  const converted = convert(rest) as Record<string, unknown>;
  return definitions === undefined ? converted : { ...converted, $defs: convert(definitions) };
}
