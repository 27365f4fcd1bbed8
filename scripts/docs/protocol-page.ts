import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as protocol from '@fernblick/protocol';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { root } from '../root.ts';
import { notate, type JsonSchema } from './shape-notation.ts';

function isSchema(value: unknown): value is GenericSchema {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema';
}

/** Every schema that the protocol exports under a name. */
const named = Object.fromEntries(
  Object.entries(protocol).flatMap(([name, value]) =>
    isSchema(value) ? ([[name, value]] as const) : [],
  ),
);

function schemaOf(
  schema: GenericSchema,
  definitions = named,
  typeMode: 'input' | 'output' = 'input',
): JsonSchema {
  const options = { definitions, errorMode: 'ignore', typeMode } as const;
  return toJsonSchema(schema, options) as JsonSchema;
}

function block(schema: GenericSchema): string {
  return `\`\`\`text\n${notate(schemaOf(schema)).trim()}\n\`\`\``;
}

/** The sentence that stands above an export in the protocol's sources. */
function docOf(name: string, sources: string): string {
  const match = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport const ${name}\\b`).exec(
    sources,
  );
  return (match?.[1] ?? '')
    .replace(/\n\s*\*/g, '\n')
    .replace(/\s+/g, ' ')
    .trim();
}

function shapes(): string {
  const files = ['shapes.ts', 'drawing.ts', 'ink.ts', 'signals.ts', 'handshake.ts'];
  const sources = files
    .map((file) => readFileSync(join(root, 'packages/protocol/src', file), 'utf8'))
    .join('\n');
  return Object.entries(named)
    .map(([name, schema]) => {
      const others = Object.fromEntries(Object.entries(named).filter(([other]) => other !== name));
      const written = schemaOf(schema, others);
      const read = notate(schemaOf(schema, others, 'output'));
      // Text is tidied up on arrival (spaces in a number, hidden characters in a name) and then has to fit again.
      const tidied =
        written.type === 'string' && read !== notate(written) ? `, tidied to ${read}` : '';
      const notation = notate(written).trim() + tidied;
      const sentence = docOf(name, sources);
      const text = sentence === '' ? '' : `${sentence}\n\n`;
      return `### ${name}\n\n${text}\`\`\`text\n${notation}\n\`\`\``;
    })
    .join('\n\n');
}

/** `docs/protocol.md`: everything that crosses the wire, from the tables of the protocol. */
export function protocolPage(): string {
  const requests = Object.entries(protocol.requests).map(
    ([name, row]) =>
      `### ${name}\n\n${row.doc}\n\nFrom: ${row.roles.join(', ')}. At most ${row.maxBytes} bytes.\n\n${block(row.request)}\n\nAnswer:\n\n${block(row.reply)}`,
  );
  const notices = Object.entries(protocol.notices).map(
    ([name, row]) =>
      `### ${name}\n\n${row.doc} At most ${row.maxBytes} bytes.\n\n${block(row.notice)}`,
  );
  const messages = Object.entries(protocol.channelMessages).map(
    ([name, row]) =>
      `### ${name}\n\n${row.doc} On the channel \`${row.on}\`, at most ${row.maxBytes} bytes.\n\n${block(row.message)}`,
  );
  const channels = Object.entries(protocol.channels).map(
    ([name, { id, ordered, doc }]) =>
      `| \`${name}\` | ${id} | ${ordered ? 'yes' : 'no'} | ${doc} |`,
  );
  return `# Protocol

Generated from \`packages/protocol/src\`; to change it, change the tables there and run \`npm run docs\`.

Version ${protocol.PROTOCOL_VERSION}; a server understands clients from version ${protocol.OLDEST_PROTOCOL_VERSION} on and refuses older ones with
[\`client-too-old\`](errors.md), newer ones with [\`client-too-new\`](errors.md).

A page connects with socket.io and presents a [Handshake](#handshake) as \`auth\`. It sends **requests**; each is
answered by exactly one acknowledgement, \`{ ok: true, value }\` or \`{ ok: false, error }\` with a code of
[errors.md](errors.md). The server sends **notices** without being asked. The two pages of a call send each other
**channel messages**, without the server.

Every message is plain JSON, has a size limit, and is checked against its row on arrival; unknown fields are dropped.
Requests with a \`commandId\` change the session: the same id sent twice has one effect and gets the same answer.

In the notation below, \`name?\` may be left out, and what follows \`=\` is then assumed.

## Requests

${requests.join('\n\n')}

## Notices

${notices.join('\n\n')}

## Channel messages

| channel | id | ordered | |
|--|--|--|--|
${channels.join('\n')}

Each message is JSON text with its name as \`type\`.

${messages.join('\n\n')}

## Shapes

${shapes()}
`;
}
