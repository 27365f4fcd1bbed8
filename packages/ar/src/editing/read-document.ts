import { readPictureDocument, type PictureDocument } from '@fernblick/protocol';
import { PictureError } from './picture-error.ts';

/**
 * Checks what claims to be a document, whoever it comes from; unknown keys are dropped.
 * @throws PictureError `document-unusable`
 */
export function readDocument(value: unknown): PictureDocument {
  const read = readPictureDocument(value);
  if ('fault' in read) throw new PictureError('document-unusable', read.fault);
  return read.document;
}
