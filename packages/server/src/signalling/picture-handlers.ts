import type { Pictures } from '../files/pictures.ts';
import type { Audience } from './audience.ts';
import type { Handlers } from './dispatcher.ts';

/** What the handlers work with. */
export interface PictureDesk {
  readonly pictures: Pictures;
  readonly audience: Audience;
}

/** Makes the function behind each request about pictures that files have to be handled for. */
export function createPictureHandlers({
  pictures,
  audience,
}: PictureDesk): Pick<Handlers, 'picture:keep'> {
  return {
    'picture:keep': async (request, connection) => {
      const { holder, tab } = connection;
      const state = await pictures.keep(request, { actor: holder.actor, tab });
      return { view: audience.viewFor(connection, state) };
    },
  };
}
