import { html, nothing } from 'lit';
import { get } from '../api.js';
import { HubElement, Load, Watch } from '../element.js';
import { store } from '../store.js';
import { icon, kindIcon } from './icon.js';

/** What is off is as somebody wanted it. */
const LOOK = { failed: 'bad', off: '' };

/** Shown under a title of their own, or (commands) not at all: what they say is seen where it was asked. */
const NOT_OTHER = ['shoutbox', 'chatbot', 'command'];

/** The way to all pages; channels with the number of messages that were not seen. */
class HubSide extends HubElement {
  static properties = { path: { attribute: false } };

  #sandbox = new Load(this, () => (store.may('operator') ? get('/sandbox') : Promise.resolve({ items: [] })));

  constructor() {
    super();
    this.path = '/';
    new Watch(this, 'channels', 'me');
  }

  render() {
    const readable = [...store.channels.values()].filter(channel => channel.may.read);
    return html`<nav class="side" aria-label="Pages">
      ${this.#talk(
        'Shoutboxes',
        readable.filter(({ kind }) => kind === 'shoutbox'),
      )}
      ${this.#talk(
        'Rooms',
        readable.filter(({ kind }) => kind === 'chatbot'),
      )}
      ${this.#talk(
        'Other channels',
        readable.filter(({ kind }) => !NOT_OTHER.includes(kind)),
      )}
      <h2>The hub</h2>
      <ul>
        ${this.#link('/star', 'asterisk', 'Star', true)}
        ${this.#sandbox.value?.items.length ? this.#link('/sandbox', 'phone', 'Sandbox') : ''}
        ${this.#link('/search', 'search', 'Search')}
        ${this.#link('/stories', 'book', 'Stories')}
      </ul>
      ${store.may('operator') ? this.#tools() : ''}
    </nav>`;
  }

  #talk(title, channels) {
    if (!channels.length) return '';
    return html`<h2>${title}</h2>
      <ul>
        ${channels.map(channel => this.#channel(channel))}
      </ul>`;
  }

  #channel({ id, kind, title, state }) {
    const unread = store.unread.get(id) ?? 0;
    return html`<li>
      <a href="/channels/${id}" aria-current=${this.path === `/channels/${id}` ? 'page' : nothing}>
        ${icon(kindIcon(kind))}<span class="grow">${title || id}</span>
        ${unread ? html`<span class="badge accent count">${unread > 99 ? '99+' : unread}<span class="sr-only"> unread</span></span>` : ''}
        ${state === 'up' ? '' : html`<span class="badge ${LOOK[state] ?? 'warn'} ${unread ? '' : 'count'}">${state}</span>`}
      </a>
    </li>`;
  }

  #tools() {
    return html`<h2>Running it</h2>
      <ul>
        ${this.#link('/rules', 'list-check', 'Rules', true)} ${this.#link('/files', 'file-earmark-code', 'Files')}
        ${this.#link('/dead', 'envelope-x', 'Dead letters')} ${this.#link('/jobs', 'clock', 'Jobs')}
        ${store.may('admin') ? html`${this.#link('/people', 'people', 'Users and clients')} ${this.#link('/audit', 'shield-check', 'Audit log')}` : ''}
      </ul>`;
  }

  #link(path, sign, title, whole = false) {
    const isHere = this.path === path || (whole && this.path.startsWith(`${path}/`));
    return html`<li>
      <a href=${path} aria-current=${isHere ? 'page' : nothing}>${icon(sign)}<span class="grow">${title}</span></a>
    </li>`;
  }
}

customElements.define('hub-side', HubSide);
