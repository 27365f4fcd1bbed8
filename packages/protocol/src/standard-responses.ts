import * as v from 'valibot';
import { ChatText } from './chat.ts';
import { line } from './shapes.ts';

/** The host's own name for a standard response. */
export const ResponseId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));

/** A text that agents send again and again: found by title or words, edited, then sent. */
export const StandardResponse = v.object({ id: ResponseId, title: line(100), text: ChatText });
export type StandardResponse = v.InferOutput<typeof StandardResponse>;
