/** A JSON Schema as `@valibot/to-json-schema` writes it, as far as our rows use it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  /** One schema for all items, or one for each of a tuple. */
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

// Longer ones are broken into lines.
const LINE_LENGTH = 88;

/**
 * Writes a schema the way people write types: `{ session: SessionId, resume?: string }`, with limits behind them.
 * What the notation cannot say throws, so that no message is documented wrongly.
 */
export function notate(schema: JsonSchema, indent = ''): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (schema.$ref !== undefined) return schema.$ref.replace('#/$defs/', '');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((each) => JSON.stringify(each)).join(' | ');
  if (choices !== undefined) return notateChoices(choices, indent);
  switch (schema.type) {
    case 'object':
      return notateObject(schema, indent);
    case 'array':
      return notateArray(schema, indent);
    case 'string':
      return `string${notateText(schema)}`;
    case 'integer':
    case 'number':
      return `${schema.type}${bounds('', schema.minimum, schema.maximum)}`;
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      throw new Error(`No notation for the schema ${JSON.stringify(schema)}`);
  }
}

function notateArray({ items = {}, minItems, maxItems }: JsonSchema, indent: string): string {
  if (isTuple(items)) return `[${items.map((each) => notate(each, indent)).join(', ')}]`;
  const item = notate(items, indent);
  const list = item.includes(' | ') || item.includes('(') ? `(${item})[]` : `${item}[]`;
  return list + bounds('items', minItems, maxItems);
}

// Array.isArray does not tell a readonly array from the rest.
function isTuple(items: JsonSchema | readonly JsonSchema[]): items is readonly JsonSchema[] {
  return Array.isArray(items);
}

function notateChoices(choices: readonly JsonSchema[], indent: string): string {
  const inLine = choices.map((each) => notate(each, indent)).join(' | ');
  if (inLine.length + indent.length <= LINE_LENGTH && !inLine.includes('\n')) return inLine;
  return choices.map((each) => `\n${indent}  | ${notate(each, `${indent}    `)}`).join('');
}

function notateObject({ properties = {}, required = [] }: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : '?';
    const fallback = schema.default === undefined ? '' : ` = ${JSON.stringify(schema.default)}`;
    return `${name}${optional}: ${notate(schema, inner)}${fallback}`;
  });
  if (fields.length === 0) return '{}';
  const inLine = `{ ${fields.join(', ')} }`;
  if (inLine.length + indent.length <= LINE_LENGTH && !inLine.includes('\n')) return inLine;
  return `{\n${fields.map((field) => `${inner}${field}\n`).join('')}${indent}}`;
}

function notateText({ pattern, minLength, maxLength }: JsonSchema): string {
  const form = pattern === undefined ? '' : ` /${pattern}/`;
  return form + bounds('characters', minLength, maxLength);
}

function bounds(what: string, min: number | undefined, max: number | undefined): string {
  const unit = what === '' ? '' : ` ${what}`;
  // The largest number JavaScript counts with is no limit worth telling.
  const most = max === Number.MAX_SAFE_INTEGER ? undefined : max;
  if (min === undefined && most === undefined) return '';
  if (most === undefined) return ` (${min} or more${unit})`;
  if (min === undefined) return ` (at most ${most}${unit})`;
  return ` (${min} to ${most}${unit})`;
}
