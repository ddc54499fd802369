import { html } from 'lit';
import { get, post, settle } from '../api.js';
import { Pages } from '../element.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { deliveryList } from '../parts/delivery-list.js';
import { emptyBox, loaded, moreButton, problemBox } from '../parts/notices.js';

const STATES = { dead: 'Dead', uncertain: 'Uncertain', pending: 'Waiting' };

/** Deliveries that were given up, or of which nobody knows, to be sent again; and those that wait. */
class DeadPage extends Page {
  static properties = { problem: { state: true }, busy: { state: true } };

  #deliveries = new Pages(this, cursor =>
    get('/deliveries', { state: this.#state, channel: this.query.get('channel'), cursor }),
  );

  get windowTitle() {
    return 'Dead letters';
  }

  get #state() {
    return STATES[this.query.get('state')] ? this.query.get('state') : 'dead';
  }

  willUpdate(changed) {
    const before = changed.get('query');
    if (before && String(before) !== String(this.query)) this.#deliveries.run();
  }

  render() {
    const channel = this.query.get('channel');
    return html`<div class="page-head">
        <div>
          <h1>Dead letters</h1>
          ${channel ? html`<p class="small">to ${channel} · <a href=${this.#address(this.#state, null)}>all channels</a></p>` : ''}
        </div>
        <nav class="tabs" aria-label="State">
          ${Object.entries(STATES).map(([state, word]) => html`<a href=${this.#address(state, channel)} aria-current=${state === this.#state}>${word}</a>`)}
        </nav>
      </div>
      ${problemBox(this.problem)} ${loaded(this.#deliveries, () => this.#list())}`;
  }

  #list() {
    const { items } = this.#deliveries;
    if (!items.length)
      return emptyBox(
        'check-lg',
        this.#state === 'pending' ? 'Nothing waits' : 'There are none',
        'What is owed was sent.',
      );
    return html`<div class="card">
      ${deliveryList(items, { busy: this.busy, redrive: this.#redrive, trace: true })} ${moreButton(this.#deliveries)}
    </div>`;
  }

  #redrive = async delivery => {
    this.busy = delivery.id;
    const [, problem] = await settle(() => post(`/deliveries/${delivery.id}/redrive`));
    this.busy = undefined;
    this.problem = problem;
    if (!problem) store.announce(`It is sent to ${delivery.channel} again.`);
    this.#deliveries.run();
  };

  #address(state, channel) {
    return `/dead?${new URLSearchParams({ state, ...(channel ? { channel } : {}) })}`;
  }
}

customElements.define('dead-page', DeadPage);
