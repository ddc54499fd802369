import { html } from 'lit';
import { HubElement, Watch } from '../element.js';
import { store } from '../store.js';
import { deliveryLook } from './badges.js';
import { icon } from './icon.js';

/** Where a message went and how far, with the way to its trace; asked for when it comes into view. */
class WhereItWent extends HubElement {
  static properties = { message: { attribute: false }, channel: { attribute: false } };

  #inView = false;
  #observer = new IntersectionObserver(entries => {
    this.#inView = entries.at(-1)?.isIntersecting ?? false;
    this.#ask();
  });

  constructor() {
    super();
    new Watch(this, 'deliveries');
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  render() {
    const elsewhere = (store.deliveries.of(this.message) ?? []).filter(
      ({ channel, state }) => channel !== this.channel || state !== 'sent',
    );
    return html`<a href="/messages/${this.message}" class="went">
      <span class="sr-only">Trace: </span>
      ${elsewhere.length ? elsewhere.map(delivery => this.#one(delivery)) : html`<span class="trace-word">trace</span>`}
    </a>`;
  }

  updated() {
    this.#ask();
  }

  #one({ channel, recipient, state, reason }) {
    const [look, sign, word] = deliveryLook(state);
    return html`<span
      class="went-to ${look}"
      title="${word}${recipient ? ` to ${recipient}` : ''}${reason ? `: ${reason}` : ''}"
    >
      ${icon('arrow-right')}${channel}${icon(sign)}<span
        class=${state === 'dead' || state === 'uncertain' ? '' : 'sr-only'}
        >${word}</span
      >
    </span>`;
  }

  #ask() {
    if (this.#inView && !store.deliveries.of(this.message)) store.deliveries.fetch(this.message);
  }
}

customElements.define('where-it-went', WhereItWent);
