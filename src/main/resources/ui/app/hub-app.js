import { html } from 'lit';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import { HubElement, Watch } from './element.js';
import { here, onMove } from './router.js';
import { store } from './store.js';
import { loadingBox, problemBox } from './parts/notices.js';
import './parts/hub-header.js';
import './parts/hub-side.js';
import './pages/log-in-page.js';

/** The frame: who is logged in sees header, side and the page that the address names; who is not, the log-in. */
class HubApp extends HubElement {
  static properties = { place: { state: true }, sideOpen: { state: true }, said: { state: true } };

  constructor() {
    super();
    this.place = here();
    this.sideOpen = false;
    this.said = '';
    new Watch(this, 'me');
  }

  connectedCallback() {
    super.connectedCallback();
    onMove(() => this.#move());
    store.addEventListener('announce', event => (this.said = event.detail));
    document.addEventListener('keydown', event => event.key === 'Escape' && (this.sideOpen = false));
    store.start();
  }

  render() {
    if (store.me === undefined) return html`<main class="log-in">${store.problem ? problemBox(store.problem, () => store.start()) : loadingBox()}</main>`;
    if (store.me === null) return html`<log-in-page></log-in-page>`;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>Skip to the page</a>
      <div class="frame">
        <hub-header .sideOpen=${this.sideOpen} @side=${() => (this.sideOpen = !this.sideOpen)}></hub-header>
        <hub-side .path=${this.place.path} ?open=${this.sideOpen}></hub-side>
        <main id="main" tabindex="-1">${this.#page()}</main>
      </div>
      <p class="sr-only" role="status" aria-live="polite">${this.said}</p>
    `;
  }

  #page() {
    const { page, params, query } = this.place;
    import(`./pages/${page}.js`).catch(() => store.announce('This page could not be loaded.'));
    // the names come from the router's own table
    const tag = unsafeStatic(page);
    return staticHtml`<${tag} class="page ${page}" .params=${params} .query=${query}></${tag}>`;
  }

  async #move() {
    const before = this.place;
    this.place = here();
    this.sideOpen = false;
    if (before.path === this.place.path) return;
    window.scrollTo(0, 0);
    await this.updateComplete;
    this.querySelector('main')?.focus({ preventScroll: true });
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main')?.focus();
  }
}

customElements.define('hub-app', HubApp);
