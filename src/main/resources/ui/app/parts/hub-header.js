import { html } from 'lit';
import { HubElement, Watch } from '../element.js';
import { recall, remember } from '../memory.js';
import { store } from '../store.js';
import { icon } from './icon.js';

const THEMES = { auto: ['circle-half', 'as the system'], light: ['sun', 'light'], dark: ['moon-stars', 'dark'] };
const CONNECTIONS = { connecting: 'Connecting …', live: 'Live', broken: 'Reconnecting …' };

/** The bar above: the brand, whether what is seen is live, the theme, and who is logged in. */
class HubHeader extends HubElement {
  static properties = { sideOpen: { attribute: false }, theme: { state: true } };

  constructor() {
    super();
    this.sideOpen = false;
    this.theme = recall('theme') ?? 'auto';
    new Watch(this, 'connection', 'me');
  }

  render() {
    return html`<header class="bar">
      <button
        type="button"
        class="icon-button menu-button"
        aria-expanded=${this.sideOpen}
        aria-label="Menu"
        @click=${this.#toggleSide}
      >
        ${icon(this.sideOpen ? 'x-lg' : 'list')}
      </button>
      <a class="brand" href="/"><img src="/assets/favicon.svg" alt="" width="28" height="28" />Hubbub</a>
      ${this.#connection()} ${this.#themeButton()}
      <button type="button" class="button user-button" popovertarget="user-menu">
        ${icon('person-circle')}<span class="name">${store.me?.name}</span>
      </button>
      <div id="user-menu" class="menu" popover @click=${event => event.currentTarget.hidePopover()}>
        <p>Logged in as <strong>${store.me?.name}</strong> (${store.me?.roles.join(', ')})</p>
        <a href="/account">${icon('key')}Account and password</a>
        <a href="/docs/" target="_blank" rel="noopener">${icon('code-slash')}API</a>
        <button type="button" @click=${() => store.logOut()}>${icon('box-arrow-right')}Log out</button>
      </div>
    </header>`;
  }

  #connection() {
    const live = store.connection === 'live';
    return html`<span class="connection ${store.connection}" role="status">
      ${live ? html`<span class="dot"></span>` : icon('arrow-repeat')}<span class="text"
        >${CONNECTIONS[store.connection]}</span
      >
    </span>`;
  }

  #themeButton() {
    const [sign, word] = THEMES[this.theme] ?? THEMES.auto;
    return html`<button
      type="button"
      class="icon-button theme-button"
      aria-label="Theme: ${word}"
      title="Theme: ${word}"
      @click=${this.#nextTheme}
    >
      ${icon(sign)}
    </button>`;
  }

  #toggleSide() {
    this.dispatchEvent(new Event('side'));
  }

  #nextTheme() {
    const names = Object.keys(THEMES);
    this.theme = names[(names.indexOf(this.theme) + 1) % names.length];
    remember('theme', this.theme === 'auto' ? null : this.theme);
    if (this.theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
    store.announce(`Theme: ${THEMES[this.theme][1]}`);
  }
}

customElements.define('hub-header', HubHeader);
