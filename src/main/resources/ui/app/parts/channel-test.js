import { html } from 'lit';
import { post, settle } from '../api.js';
import { HubElement } from '../element.js';
import { store } from '../store.js';
import { textField, valuesOf } from './field.js';
import { icon } from './icon.js';
import { problemBox } from './notices.js';
import './where-it-went.js';

/** Sends a test over a channel, and shows what becomes of it. */
class ChannelTest extends HubElement {
  static properties = {
    id: { attribute: false },
    sent: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  willUpdate(changed) {
    if (!changed.has('id')) return;
    this.sent = undefined;
    this.problem = undefined;
  }

  render() {
    return html`<details class="stack">
      <summary>Send a test</summary>
      <form class="stack" @submit=${this.#send}>
        ${problemBox(this.problem)}
        ${textField({
          name: 'recipient',
          label: 'To',
          help: 'An address, as tel:+4917012345678 or mailto:ana@example.org; empty: the channel as such.',
          maxlength: 200,
          wrong: this.problem?.at('/recipient'),
        })}
        <div class="row">
          <button class="button" ?disabled=${this.busy}>${icon('send')}Send it</button>
          ${this.sent ? html`<where-it-went .message=${this.sent}></where-it-went>` : ''}
        </div>
      </form>
    </details>`;
  }

  async #send(event) {
    event.preventDefault();
    const { recipient } = valuesOf(event.target);
    this.busy = true;
    const [message, problem] = await settle(() =>
      post(`/channels/${this.id}/test`, recipient.trim() ? { recipient: recipient.trim() } : {}),
    );
    this.busy = false;
    this.problem = problem;
    this.sent = message?.id;
    if (message) store.announce(`A test goes over ${this.id}`);
  }
}

customElements.define('channel-test', ChannelTest);
