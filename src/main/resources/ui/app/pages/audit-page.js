import { html } from 'lit';
import { get } from '../api.js';
import { Pages } from '../element.js';
import { exactTime, shortTime } from '../format.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { emptyBox, loaded, moreButton } from '../parts/notices.js';

/** Ways to look at the log: the word, and what it asks for. */
const VIEWS = {
  all: { word: 'All', wanted: {} },
  'log-ins': { word: 'Log-ins', wanted: { what: 'session.*' } },
  users: { word: 'Users', wanted: { what: 'user.*' } },
  clients: { word: 'Clients', wanted: { what: 'client.*' } },
  refused: { word: 'Refused', wanted: { outcome: 'refused' } },
};

/** Who did what to the hub, newest first. */
class AuditPage extends Page {
  #acts = new Pages(this, cursor =>
    get('/audit', { ...VIEWS[this.#view].wanted, actor: this.query.get('actor'), cursor }),
  );

  get windowTitle() {
    return 'Audit log';
  }

  get #view() {
    return VIEWS[this.query.get('view')] ? this.query.get('view') : 'all';
  }

  willUpdate(changed) {
    const before = changed.get('query');
    if (before && String(before) !== String(this.query)) this.#acts.run();
  }

  render() {
    if (!store.may('admin'))
      return html`<div class="page-head"><h1>Audit log</h1></div>
        ${emptyBox('shield-check', 'This is for admins')}`;
    const actor = this.query.get('actor');
    return html`<div class="page-head">
        <div>
          <h1 id="audit">Audit log</h1>
          ${actor ? html`<p class="small">by ${actor} · <a href=${address(this.#view)}>by anybody</a></p>` : ''}
        </div>
        <nav class="tabs" aria-label="Which acts">
          ${Object.entries(VIEWS).map(
            ([view, { word }]) =>
              html`<a href=${address(view, actor)} aria-current=${view === this.#view}>${word}</a>`,
          )}
        </nav>
      </div>
      ${loaded(this.#acts, () => this.#list())}`;
  }

  #list() {
    const { items } = this.#acts;
    if (!items.length) return emptyBox('shield-check', 'There is nothing of the kind');
    return html`<div class="card table-box" tabindex="0" role="group" aria-labelledby="audit">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Act</th>
              <th scope="col">On</th>
              <th scope="col">Who</th>
              <th scope="col">From</th>
              <th scope="col">When</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            ${items.map(act => this.#row(act))}
          </tbody>
        </table>
      </div>
      ${moreButton(this.#acts)}`;
  }

  #row({ what, target, actor, address: from, at, outcome, detail }) {
    const more = told(detail);
    return html`<tr>
      <th scope="row">${what}</th>
      <td data-label="On"><span class="break">${target ?? '–'}${more ? html`<br /><span class="small soft">${more}</span>` : ''}</span></td>
      <td data-label="Who"><a href=${address(this.#view, actor)} aria-label="Acts of ${actor}">${actor}</a></td>
      <td data-label="From">${from || 'the hub'}</td>
      <td data-label="When"><time datetime=${at} title=${exactTime(at)}>${shortTime(at)}</time></td>
      <td data-label="Outcome">${outcome === 'done' ? 'done' : html`<span class="badge ${outcome === 'failed' ? 'bad' : 'warn'}">${outcome}</span>`}</td>
    </tr>`;
  }
}

/** `reason: wrong password, roles: admin` @param {Record<string, any>} detail */
const told = detail =>
  Object.entries(detail)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' ') : value}`)
    .join(', ');

const address = (view, actor) => `/audit?${new URLSearchParams({ view, ...(actor ? { actor } : {}) })}`;

customElements.define('audit-page', AuditPage);
