import { html } from 'lit';
import { HubElement } from '../element.js';
import { clockTime, exactTime, size } from '../format.js';
import { linked } from '../linkify.js';
import { priorityBadge, tagBadge } from './badges.js';
import { icon } from './icon.js';
import './where-it-went.js';

const TINTS = 6;

/** A message as it is seen on a channel: who, by which way, when, what, and where it went. */
class ShoutMessage extends HubElement {
  static properties = { message: { attribute: false }, channel: { attribute: false }, follows: { attribute: false } };

  render() {
    const { message } = this;
    return html`<article
      class="message ${this.follows ? 'follows' : ''}"
      aria-label="${message.senderShown}, ${clockTime(message.receivedAt)}"
    >
      ${this.follows ? '' : html`<span class="face tint-${tint(message.sender)}" aria-hidden="true">${initial(message.senderShown)}</span>`}
      <div class="body">
        ${this.follows ? '' : this.#head()} ${message.subject ? html`<p class="subject">${message.subject}</p>` : ''}
        ${message.deletedAt ? html`<p class="soft">deleted</p>` : html`<p class="pre">${linked(message.text, message.links)}${this.#edited()}</p>`}
        ${this.#attachments()} ${message.tags.length ? html`<p class="foot">${message.tags.map(tagBadge)}</p>` : ''}
      </div>
      <where-it-went .message=${message.id} .channel=${this.channel}></where-it-went>
      ${this.follows ? html`<time class="when" datetime=${message.receivedAt} title=${exactTime(message.receivedAt)}>${clockTime(message.receivedAt)}</time>` : ''}
    </article>`;
  }

  #head() {
    const { message } = this;
    return html`<p class="head">
      <strong title=${message.sender}>${message.senderShown}</strong>
      ${message.via && message.via !== this.channel ? html`<span class="badge">via ${message.via}</span>` : ''}
      ${priorityBadge(message.priority)}
      <time datetime=${message.receivedAt} title=${exactTime(message.receivedAt)}
        >${clockTime(message.receivedAt)}</time
      >
    </p>`;
  }

  #edited() {
    const { editedAt } = this.message;
    return editedAt ? html` <span class="soft" title=${exactTime(editedAt)}>(edited)</span>` : '';
  }

  #attachments() {
    return this.message.attachments.map(
      ({ name, size: bytes, href }) =>
        html`<p>
          <a class="button small" href=${href} download=${name}
            >${icon('paperclip')}<span class="break">${name}</span> <span class="soft">${size(bytes)}</span></a
          >
        </p>`,
    );
  }
}

/** @param {string} name */
const initial = name => [...name.replace(/[^\p{L}\p{N}]/gu, '')][0]?.toUpperCase() ?? '?';

/** Spreads senders over the tints (FNV-1a). */
function tint(sender) {
  let hash = 0x811c9dc5;
  for (const sign of sender) hash = Math.imul(hash ^ sign.codePointAt(0), 0x01000193);
  return (hash >>> 8) % TINTS;
}

customElements.define('shout-message', ShoutMessage);
