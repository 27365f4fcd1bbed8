import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { messageLogStyles } from './message-log.styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<session-chat>`. */
export const sessionChatStyles = [
  skin,
  buttonStyles,
  messageLogStyles,
  css`
    :host {
      display: grid;
      grid-template: minmax(0, 1fr) / minmax(0, 1fr);
      min-block-size: 0;
      background: var(--_surface);
    }

    .base {
      display: flex;
      flex-direction: column;
      min-block-size: 0;
      font-size: 16px;
      line-height: 24px;
    }

    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      padding: var(--_space) var(--_space) var(--_space) calc(var(--_space) * 4);
    }

    h3 {
      font-size: 16px;
      line-height: 24px;
    }

    .tabs {
      display: grid;
      grid-template-columns: 1fr 1fr;
      border-block-end: 1px solid var(--_line);
    }

    button.tab {
      min-block-size: 44px;
      padding-inline: calc(var(--_space) * 2);
      border: 0;
      border-block-end: 3px solid transparent;
      border-radius: 0;
      background: transparent;
      font-size: 14px;
      line-height: 20px;
    }

    .tab[aria-selected='true'] {
      border-block-end-color: var(--_accent);
      font-weight: 600;
    }

    #tab-agents {
      color: var(--_among-agents);
    }

    #tab-agents[aria-selected='true'] {
      border-block-end-color: var(--_among-agents);
    }

    .tab:focus-visible {
      outline-offset: -4px;
    }

    .badge {
      min-inline-size: 20px;
      padding-inline: 6px;
      border-radius: 10px;
      background: var(--_accent);
      color: var(--_on-accent);
      font-weight: 600;
      text-align: center;
    }

    .panel {
      position: relative;
      flex: 1;
      display: flex;
      flex-direction: column;
      min-block-size: 0;
    }

    /* What only agents read looks like nothing else: a colour, a lock, a dashed frame, and a sentence. */
    [data-to='agents'] .panel {
      border: 2px dashed var(--_among-agents);
    }

    .log {
      flex: 1;
      min-block-size: 96px;
      overflow: auto;
      overscroll-behavior: contain;
      padding: calc(var(--_space) * 3);
      display: flex;
      flex-direction: column;
      gap: calc(var(--_space) * 3);
    }

    .log:focus-visible {
      outline-offset: -2px;
    }

    .empty {
      margin: auto;
      max-inline-size: 32ch;
      color: var(--_muted);
      text-align: center;
    }

    button.earlier {
      align-self: center;
      font-size: 14px;
    }

    /* Most are on their way for the blink of an eye, which is nothing to speak of. */
    .sending {
      animation: appear 1ms 500ms backwards;
    }

    @keyframes appear {
      from {
        opacity: 0;
      }
    }

    .failure {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: flex-end;
      gap: calc(var(--_space) * 1) calc(var(--_space) * 2);
      margin-block-start: var(--_space);
      font-size: 14px;
      line-height: 20px;
    }

    .failure p {
      display: flex;
      gap: calc(var(--_space) * 2);
      flex: 1 1 100%;
      font-weight: 600;
    }

    .failure button {
      font-size: 14px;
    }

    [data-is='failed'] .text {
      outline: 2px dashed var(--_danger);
      outline-offset: -2px;
    }

    button.newest {
      align-self: center;
      margin-block: calc(var(--_space) * -12) calc(var(--_space) * 2);
      font-size: 14px;
      box-shadow: 0 2px 8px rgb(0 0 0 / 30%);
      z-index: 1;
    }

    .form {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-end;
      gap: calc(var(--_space) * 2);
      padding: calc(var(--_space) * 3);
      border-block-start: 1px solid var(--_line);
    }

    .responses {
      display: grid;
      gap: calc(var(--_space) * 2);
      padding: calc(var(--_space) * 3) calc(var(--_space) * 3) 0;
      border-block-start: 1px solid var(--_line);
    }

    .responses ul {
      max-block-size: 200px;
      margin: 0;
      padding: 0;
      list-style: none;
      overflow: auto;
      overscroll-behavior: contain;
    }

    .responses li {
      display: grid;
      padding: calc(var(--_space) * 2);
      border-radius: calc(var(--_radius) * 0.5);
      cursor: pointer;
    }

    .responses li span {
      overflow: hidden;
      color: var(--_muted);
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .responses li[aria-selected='true'] {
      background: color-mix(in srgb, var(--_accent) 22%, var(--_surface));
    }

    .responses p:empty {
      display: none;
    }

    .search {
      inline-size: 100%;
      min-block-size: 44px;
      padding-inline: calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
    }

    textarea {
      flex: 1 1 160px;
      min-inline-size: 0;
      max-block-size: 168px;
      padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
      resize: none;
      field-sizing: content;
    }

    textarea::placeholder {
      color: var(--_muted);
      opacity: 1;
    }

    [data-to='agents'] textarea {
      border-color: var(--_among-agents);
    }

    .form button {
      min-block-size: 48px;
    }

    [data-to='agents'] .form .main {
      flex: 1 1 100%;
      border-color: var(--_among-agents);
      background: var(--_among-agents);
      color: var(--_surface);
    }

    .too-long {
      flex: 1 1 100%;
      font-size: 14px;
      line-height: 20px;
      font-weight: 600;
    }

    .too-long:empty {
      position: absolute;
    }

    .closed {
      padding: calc(var(--_space) * 3);
      border-block-start: 1px solid var(--_line);
      color: var(--_muted);
    }
  `,
];
