import { html } from 'lit';
import { get } from '../api.js';
import { Load } from '../element.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { emptyBox, loaded } from '../parts/notices.js';
import '../parts/sandbox-peer.js';
import '../parts/sandbox-rules.js';

const SOON = 1000;

/** Phones, mailboxes and rooms that the hub runs itself, to be tried with: what each got, and a way to write from there. */
class SandboxPage extends Page {
  #peers = new Load(this, () => (store.may('operator') ? get('/sandbox') : Promise.resolve({ items: [] })));

  #soon;

  connectedCallback() {
    super.connectedCallback();
    store.addEventListener('moved', this.#later);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.removeEventListener('moved', this.#later);
    clearTimeout(this.#soon);
  }

  /** What goes out may reach a phone or a mailbox that was not known before. */
  #later = () => {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(this.#peers.run, SOON);
  };

  get windowTitle() {
    return 'Sandbox';
  }

  render() {
    return html`<div class="page-head">
        <div>
          <h1>Sandbox</h1>
          <p class="small">Phones, mailboxes and a chat to try the hub with. They run on this machine, and forget everything when the hub stops.</p>
        </div>
      </div>
      ${store.may('operator') ? loaded(this.#peers, ({ items }) => this.#all(items)) : emptyBox('people', 'This is for operators')}`;
  }

  #all(peers) {
    if (!peers.length)
      return emptyBox(
        'plug',
        'The sandbox is off',
        html`It runs while no network is configured, or with <code>hubbub.sandbox = on</code>.`,
      );
    return html`<div class="stack">
      <sandbox-rules .peers=${peers}></sandbox-rules>
      <div class="devices">
        ${peers.map(peer => html`<sandbox-peer class="card" .peer=${peer}></sandbox-peer>`)}
      </div>
    </div>`;
  }
}

customElements.define('sandbox-page', SandboxPage);
