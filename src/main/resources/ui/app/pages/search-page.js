import { html } from 'lit';
import { get } from '../api.js';
import { Pages } from '../element.js';
import { counted } from '../format.js';
import { Page } from '../page.js';
import { go } from '../router.js';
import { store } from '../store.js';
import { textField, valuesOf } from '../parts/field.js';
import { icon } from '../parts/icon.js';
import { messageList } from '../parts/message-list.js';
import { emptyBox, loaded, moreButton } from '../parts/notices.js';

const FILTERS = ['q', 'channel', 'sender', 'tag', 'from', 'to'];

/** All messages that I may read, newest first, by words and filters; the address holds what was asked for. */
class SearchPage extends Page {
  #found = new Pages(this, cursor => get('/messages', { ...this.#asked(), cursor }));

  get windowTitle() {
    return this.query.get('q') ? `${this.query.get('q')} · Search` : 'Search';
  }

  willUpdate(changed) {
    const before = changed.get('query');
    if (before && String(before) !== String(this.query)) this.#found.run();
  }

  render() {
    const wrong = name => this.#found.problem?.at(`query.${name}`);
    const at = name => this.query.get(name) ?? '';
    return html`<div class="page-head"><h1>Search</h1></div>
      <form class="card padded stack" role="search" aria-label="Messages" @submit=${this.#submit}>
        ${textField({ name: 'q', label: 'Words', type: 'search', value: at('q'), wrong: wrong('q'), maxlength: 200, help: 'All of them must occur.' })}
        <details ?open=${FILTERS.slice(1).some(at)}>
          <summary>Narrow it down</summary>
          <div class="fields">
            ${textField({ name: 'channel', label: 'Channel', value: at('channel'), wrong: wrong('channel'), list: 'channels', placeholder: 'shoutbox/team' })}
            ${textField({ name: 'sender', label: 'Sender', value: at('sender'), wrong: wrong('sender'), placeholder: 'acct:ana@hub' })}
            ${textField({ name: 'tag', label: 'Tag', value: at('tag'), wrong: wrong('tag'), placeholder: 'booking/4711' })}
            ${textField({ name: 'from', label: 'From', type: 'datetime-local', value: at('from'), wrong: wrong('from') })}
            ${textField({ name: 'to', label: 'Before', type: 'datetime-local', value: at('to'), wrong: wrong('to') })}
          </div>
        </details>
        <datalist id="channels">${[...store.channels.keys()].map(id => html`<option value=${id}></option>`)}</datalist>
        <p><button class="button main">${icon('search')}Search</button></p>
      </form>
      <section class="results" aria-label="Found">${loaded(this.#found, () => this.#results())}</section>`;
  }

  #results() {
    const { items } = this.#found;
    if (!items.length) return emptyBox('search', 'Nothing was found', 'Fewer words or filters find more.');
    return html`<p class="small soft" role="status">
        ${counted(items.length, 'message')}${this.#found.value.next ? ', and there are more' : ''}
      </p>
      <div class="card">${messageList(items)} ${moreButton(this.#found)}</div>`;
  }

  #submit(event) {
    event.preventDefault();
    const given = Object.entries(valuesOf(event.target)).filter(([, value]) => value.trim());
    const before = location.search;
    go(`/search${given.length ? `?${new URLSearchParams(given)}` : ''}`);
    if (location.search === before) this.#found.run();
  }

  #asked() {
    const time = value => (value ? new Date(value).toISOString() : undefined);
    const { from, to, ...words } = Object.fromEntries(FILTERS.map(name => [name, this.query.get(name)?.trim()]));
    return { ...words, from: time(from), to: time(to) };
  }
}

customElements.define('search-page', SearchPage);
