import { chatMessageFor, type ChatEntry, type SessionState } from '@fernblick/session';
import type { Audience } from './audience.ts';
import type { Connection } from './connection.ts';

/** Tells everybody who may read it of a message that was added, but for the page that has written it. */
export function tellMessage(
  audience: Audience,
  state: SessionState,
  entry: ChatEntry,
  except: Connection | null = null,
): void {
  audience.tellEach(
    state,
    'chat:added',
    (viewer) => {
      const message = chatMessageFor(state, viewer, entry);
      return message === null ? null : { session: state.id, message };
    },
    except,
  );
}
