import { html } from 'lit';
import { HubElement, Watch } from '../element.js';
import { store } from '../store.js';
import { icon } from './icon.js';

const STATES = {
  sending: ['', 'hourglass-split', 'Sending …'],
  waiting: ['warn', 'arrow-repeat', 'Not sent yet; it is tried again when the hub is back.'],
  refused: ['bad', 'exclamation-triangle-fill', 'Refused:'],
};

/** What was said here and is not stored yet, or was refused. */
class ShoutPosting extends HubElement {
  static properties = { posting: { attribute: false }, feed: { attribute: false } };

  constructor() {
    super();
    new Watch(this, 'feed');
  }

  render() {
    const { state, text, problem } = this.posting;
    const [look, sign, word] = STATES[state];
    return html`<article class="message posting" aria-label="Not sent yet">
      <span class="face" aria-hidden="true">${icon(sign)}</span>
      <div class="body">
        <p class="head"><strong>${store.me?.name}</strong></p>
        <p class="pre">${text}</p>
        <p class="foot">
          <span class="badge wrap ${look}" role=${state === 'refused' ? 'alert' : 'status'}
            >${word} ${state === 'refused' ? problem?.at('/text') || problem?.message : ''}</span
          >
          ${state === 'sending' ? '' : this.#ways()}
        </p>
      </div>
    </article>`;
  }

  #ways() {
    return html`<button type="button" class="link-button small" @click=${() => this.feed.send(this.posting)}>
        Try again
      </button>
      <button type="button" class="link-button small" @click=${this.#edit}>Edit</button>
      <button type="button" class="link-button small" @click=${() => this.feed.drop(this.posting)}>Discard</button>`;
  }

  #edit() {
    this.feed.drop(this.posting);
    store.dispatchEvent(new CustomEvent('edit', { detail: this.posting }));
  }
}

customElements.define('shout-posting', ShoutPosting);
