import { css } from 'lit';
import { messageLogStyles } from '../session-chat/message-log.styles.ts';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<chat-history>`. */
export const chatHistoryStyles = [
  skin,
  buttonStyles,
  messageLogStyles,
  css`
    :host {
      display: block;
    }

    .base,
    section {
      display: grid;
      gap: calc(var(--_space) * 3);
      font-size: 14px;
      line-height: 20px;
    }

    .base:focus {
      outline: none;
    }

    /* What only agents read looks as it did in the chat. */
    [data-to='agents'] {
      gap: 0;
      border: 2px dashed var(--_among-agents);
      border-radius: var(--_radius);
      overflow: hidden;
    }

    .log {
      display: flex;
      flex-direction: column;
      gap: calc(var(--_space) * 3);
      max-block-size: 360px;
      padding: calc(var(--_space) * 2);
      overflow: auto;
    }

    .log:focus-visible {
      outline-offset: -2px;
    }

    [data-to='agents'] .log {
      padding: calc(var(--_space) * 3);
    }

    .log > button {
      align-self: center;
      font-size: 14px;
    }

    .empty {
      color: var(--_muted);
    }
  `,
];
