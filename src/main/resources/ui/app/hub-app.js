import { html } from 'lit';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import { Problem } from './api.js';
import { HubElement, Watch } from './element.js';
import { here, onMove } from './router.js';
import { store } from './store.js';
import { loadingBox, problemBox } from './parts/notices.js';
import './parts/hub-header.js';
import './parts/hub-side.js';
import './pages/log-in-page.js';

/** The frame: who is logged in sees header, side and the page that the address names; who is not, the log-in. */
class HubApp extends HubElement {
  static properties = {
    place: { state: true },
    shown: { state: true },
    problem: { state: true },
    sideOpen: { state: true },
    said: { state: true },
  };

  constructor() {
    super();
    this.place = here();
    /** The place whose page is loaded. @type {import('./router.js').Place | undefined} */
    this.shown = undefined;
    this.sideOpen = false;
    this.said = '';
    new Watch(this, 'me');
  }

  connectedCallback() {
    super.connectedCallback();
    onMove(() => this.#move());
    this.#load();
    store.addEventListener('announce', event => (this.said = event.detail));
    document.addEventListener('keydown', event => event.key === 'Escape' && this.#closeSide());
    store.start();
  }

  render() {
    if (store.me === undefined)
      return html`<main class="log-in">
        ${store.problem ? problemBox(store.problem, () => store.start()) : loadingBox()}
      </main>`;
    if (store.me === null) return html`<log-in-page></log-in-page>`;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>Skip to the page</a>
      <div class="frame">
        <hub-header .sideOpen=${this.sideOpen} @side=${() => (this.sideOpen = !this.sideOpen)}></hub-header>
        <hub-side .path=${this.place.path} ?open=${this.sideOpen}></hub-side>
        <main id="main" tabindex="-1" ?inert=${this.sideOpen}>${this.#page()}</main>
      </div>
      <p class="sr-only" role="status" aria-live="polite">${this.said}</p>
    `;
  }

  #page() {
    if (this.problem) return html`<div class="page">${problemBox(this.problem, () => location.reload())}</div>`;
    if (!this.shown) return loadingBox();
    const { page, params, query } = this.shown;
    // the names come from the router's own table
    const tag = unsafeStatic(page);
    return staticHtml`<${tag} class="page ${page}" .params=${params} .query=${query}></${tag}>`;
  }

  async #move() {
    const before = this.place.path;
    this.place = here();
    this.sideOpen = false;
    await this.#load();
    if (before === this.place.path) return;
    window.scrollTo(0, 0);
    await this.updateComplete;
    this.querySelector('main')?.focus({ preventScroll: true });
  }

  /** Pages are fetched when they are first gone to. */
  async #load() {
    const { place } = this;
    try {
      await import(`./pages/${place.page}.js`);
      this.problem = undefined;
    } catch (e) {
      console.error(e);
      this.problem = new Problem(0, { detail: 'This page could not be loaded.' });
    }
    if (place === this.place) this.shown = place;
  }

  #closeSide() {
    if (!this.sideOpen) return;
    this.sideOpen = false;
    this.querySelector('.menu-button')?.focus();
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main')?.focus();
  }
}

customElements.define('hub-app', HubApp);
