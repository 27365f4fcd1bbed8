import { toJsonSchema } from '@valibot/to-json-schema';
import { SessionError } from '@fernblick/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as v from 'valibot';
import { FieldFaults, readIssues, type FieldFault } from './field-faults.ts';
import { Problem } from './problems.ts';

type Schema = v.GenericSchema;
type Read<S extends Schema | undefined> = S extends Schema ? v.InferOutput<S> : undefined;

/** One address of the host API: its check, its documentation and its types come from the same schemas. */
export interface HostRoute<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  R extends Schema,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly status: 200 | 201 | 204;
  readonly reply: R;
  /** Of a reply that is text and no JSON. */
  readonly mediaType?: string;
  readonly handle: (
    input: { readonly params: Read<P>; readonly query: Read<Q>; readonly body: Read<B> },
    reply: FastifyReply,
  ) => Promise<v.InferOutput<R>>;
}

/** The answer of what answers nothing. */
export const Nothing = v.custom<void>((value) => value === undefined);

/** Adds one address to the host API. */
export function addRoute<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema = Schema,
>(app: FastifyInstance, route: HostRoute<P, Q, B, R>): void {
  const { method, path, params, query, body, status } = route;
  app.route({
    method,
    url: path,
    schema: {
      summary: route.summary,
      tags: [route.tag],
      operationId: operationId(method, path),
      security: [{ apiKey: [] }],
      ...(params === undefined ? {} : { params: json(params, 'input') }),
      ...(query === undefined ? {} : { querystring: json(query, 'input') }),
      ...(body === undefined ? {} : { body: json(body, 'input') }),
      response: {
        [status]: {
          description: 'Done',
          ...answerSchema(route),
        },
        default: {
          description: 'Refused; see the code',
          content: { 'application/problem+json': { schema: json(Problem, 'output') } },
        },
      },
    },
    handler: async (request, reply) => {
      const input = {
        params: read<P>(params, request.params, 'path'),
        query: read<Q>(query, request.query, 'query'),
        body: read<B>(body, request.body, 'body'),
      };
      const value = await route.handle(input, reply);
      if (route.mediaType !== undefined) reply.type(route.mediaType);
      reply.code(status).header('cache-control', 'no-store');
      return status === 204 ? reply.send() : value;
    },
  });
}

function answerSchema({
  status,
  reply,
  mediaType,
}: Pick<HostRoute<undefined, undefined, undefined, Schema>, 'status' | 'reply' | 'mediaType'>) {
  if (status === 204) return { type: 'null' };
  const schema = json(reply, 'output');
  return mediaType === undefined ? schema : { content: { [mediaType]: { schema } } };
}

/** Checks one part of a request. @throws SessionError `invalid-message` with what is wrong */
export function read<S extends Schema | undefined>(
  schema: S | undefined,
  input: unknown,
  part: FieldFault['in'],
): Read<S> {
  // Both branches are what Read<S> says; the compiler cannot follow a condition on a type parameter.
  if (schema === undefined) return undefined as Read<S>;
  const result = v.safeParse(schema, input ?? {});
  if (result.success) return result.output as Read<S>;
  const path = [part === 'body' ? null : part, v.getDotPath(result.issues[0])];
  const at = path.filter((step) => step !== null).join('.');
  throw new SessionError('invalid-message', {
    cause: new FieldFaults(readIssues(part, result.issues)),
    ...(at === '' ? {} : { at }),
  });
}

function json(schema: Schema, typeMode: 'input' | 'output'): Record<string, unknown> {
  // What JSON Schema cannot say (folding of white space) is left to the check itself.
  const { $schema: _, ...rest } = toJsonSchema(schema, { typeMode, errorMode: 'ignore' });
  return rest;
}

function operationId(method: string, path: string): string {
  const words = path.split('/').filter((part) => part !== '');
  const named = words.map((word) => word.replace(/^:/, 'by-'));
  return [method.toLowerCase(), ...named]
    .join('-')
    .replace(/-(\w)/g, (_, c: string) => c.toUpperCase());
}
