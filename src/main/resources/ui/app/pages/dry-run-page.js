import { html } from 'lit';
import { post, settle } from '../api.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { dryRunResults } from '../parts/dry-run-results.js';
import { field, textField, valuesOf } from '../parts/field.js';
import { icon } from '../parts/icon.js';
import { problemBox } from '../parts/notices.js';

const EXAMPLE = `rules:
  - name: texts that sound urgent
    when: { channel: "sms/*", text: [urgent, emergency] }
    then: [ { priority: high }, { send: shoutbox/ops } ]`;

/** What would rules do with a message, or with what was said of late? Nothing is stored or sent. */
class DryRunPage extends Page {
  static properties = {
    over: { state: true },
    problem: { state: true },
    result: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.over = 'message';
  }

  get windowTitle() {
    return 'Try rules out';
  }

  render() {
    return html`<div class="page-head">
        <div>
          <h1>Try rules out</h1>
          <p class="small">Nothing is stored or sent.</p>
        </div>
        <div class="tabs" role="group" aria-label="What they are tried on">
          ${this.#tab('message', 'A message')} ${this.#tab('log', 'The log')}
        </div>
      </div>
      <div class="stack">
        <form class="card padded stack" @submit=${this.#submit}>
          ${problemBox(this.problem)} ${this.over === 'message' ? this.#message() : this.#log()} ${this.#rules()}
          <datalist id="channels">
            ${[...store.channels.keys()].map(id => html`<option value=${id}></option>`)}
          </datalist>
          <p>
            <button class="button main" ?disabled=${this.busy}>
              ${icon('play-fill')}${this.busy ? 'Trying …' : 'Try'}
            </button>
          </p>
        </form>
        <div aria-live="polite">${this.result ? dryRunResults(this.result) : ''}</div>
      </div>`;
  }

  #tab(name, word) {
    return html`<button type="button" aria-pressed=${this.over === name} @click=${() => this.#choose(name)}>
      ${word}
    </button>`;
  }

  #message() {
    const wrong = name => this.problem?.at(`/message/${name}`);
    return html`<div class="fields">
        ${textField({ name: 'channel', label: 'Channel', value: 'shoutbox/team', required: true, list: 'channels', wrong: wrong('channel') })}
        ${textField({ name: 'sender', label: 'Sender', value: store.me?.address ?? 'acct:ana@hub', required: true, wrong: wrong('sender') })}
      </div>
      ${field({
        id: 'dry-text',
        label: 'Text',
        wrong: wrong('text'),
        control: ({ id, describedBy, invalid }) =>
          html`<textarea
            id=${id}
            name="text"
            rows="3"
            required
            maxlength="100000"
            aria-describedby=${describedBy}
            aria-invalid=${invalid}
          ></textarea>`,
      })}`;
  }

  #log() {
    const wrong = name => this.problem?.at(`/log/${name}`);
    return html`<div class="fields">
      ${textField({ name: 'channel', label: 'Channel', list: 'channels', help: 'Empty: all of them.', wrong: wrong('channel') })}
      ${textField({ name: 'limit', label: 'How many messages', type: 'number', value: '100', help: 'The newest; at most 1000.', wrong: wrong('limit') })}
    </div>`;
  }

  #rules() {
    return html`<details>
      <summary>Other rules than those in force</summary>
      ${field({
        id: 'dry-rules',
        label: 'The text of a rule file',
        help: 'Empty: the rules in force.',
        wrong: this.problem?.at('/rules'),
        control: ({ id, describedBy, invalid }) =>
          html`<textarea
            class="code"
            id=${id}
            name="rules"
            rows="7"
            spellcheck="false"
            placeholder=${EXAMPLE}
            aria-describedby=${describedBy}
            aria-invalid=${invalid}
          ></textarea>`,
      })}
    </details>`;
  }

  #choose(over) {
    this.over = over;
    this.result = undefined;
    this.problem = undefined;
  }

  async #submit(event) {
    event.preventDefault();
    const { channel, sender, text, limit, rules } = valuesOf(event.target);
    const asked =
      this.over === 'message'
        ? { message: { channel, sender, text } }
        : { log: { ...(channel ? { channel } : {}), limit: Number(limit) } };
    this.busy = true;
    const [result, problem] = await settle(() =>
      post('/rules/dry-run', { ...asked, ...(rules.trim() ? { rules } : {}) }),
    );
    this.busy = false;
    this.problem = problem;
    this.result = result;
  }
}

customElements.define('dry-run-page', DryRunPage);
