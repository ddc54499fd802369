import { html, nothing } from 'lit';
import { HubElement } from '../element.js';
import { store } from '../store.js';
import { icon } from './icon.js';

const LONGEST = 100_000;

/** The place to say something: Enter sends, Shift+Enter begins a new line. What is being written stays with its channel. */
class ShoutForm extends HubElement {
  static properties = { channel: { attribute: false }, wrong: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    store.addEventListener('edit', this.#edit);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.removeEventListener('edit', this.#edit);
  }

  render() {
    return html`<form class="shout-form" @submit=${this.#submit}>
      <label class="sr-only" for="shout">Say something on ${this.channel.title || this.channel.id}</label>
      <textarea
        id="shout"
        rows="1"
        maxlength=${LONGEST}
        placeholder="Say something …"
        enterkeyhint="send"
        aria-describedby=${this.wrong ? 'shout-wrong' : 'shout-help'}
        aria-invalid=${this.wrong ? 'true' : nothing}
        @keydown=${this.#key}
        @input=${this.#write}
      ></textarea>
      <button class="button main" aria-label="Send">${icon('send')}</button>
      ${
        this.wrong
          ? html`<p class="wrong small" id="shout-wrong" role="alert">${this.wrong}</p>`
          : html`<p class="help small soft" id="shout-help">Enter sends, Shift+Enter begins a new line.</p>`
      }
    </form>`;
  }

  firstUpdated() {
    const box = this.querySelector('textarea');
    box.value = store.drafts.get(this.channel.id) ?? '';
    if (matchMedia('(hover: hover)').matches) box.focus({ preventScroll: true });
  }

  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  }

  #write(event) {
    store.drafts.set(this.channel.id, event.target.value);
    this.wrong = undefined;
  }

  #submit(event) {
    event.preventDefault();
    const box = this.querySelector('textarea');
    box.focus();
    if (!box.value.trim()) return;
    store.feed(this.channel.id).say(box.value);
    box.value = '';
    store.drafts.delete(this.channel.id);
    this.wrong = undefined;
  }

  /** A refused posting comes back to be changed. */
  #edit = ({ detail: posting }) => {
    const box = this.querySelector('textarea');
    box.value = posting.text;
    box.focus();
    this.wrong = posting.problem?.at('/text') || posting.problem?.message;
  };
}

customElements.define('shout-form', ShoutForm);
