import { html } from 'lit';

/**
 * A picture beside words: it says nothing that the words do not.
 * @param {string} name a symbol of `/assets/icons.svg`
 */
export const icon = name =>
  html`<svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#${name}"></use></svg>`;

const KINDS = {
  shoutbox: 'chat-left-text',
  chatbot: 'robot',
  email: 'envelope',
  sms: 'phone',
  command: 'terminal',
  hub: 'shuffle',
  job: 'clock',
  webhook: 'lightning-charge-fill',
};

/** The symbol of a channel's kind. @param {string} kind */
export const kindIcon = kind => KINDS[kind] ?? 'plug';
