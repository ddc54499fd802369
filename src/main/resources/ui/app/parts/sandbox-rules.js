import { html } from 'lit';
import { get, post, settle } from '../api.js';
import { HubElement, Load } from '../element.js';
import { store } from '../store.js';
import { icon } from './icon.js';
import { loaded, problemBox } from './notices.js';

const NEEDED = ['sms', 'email', 'xmpp'];

/** What makes the sandbox's people hear of each other. */
const RULES = [
  {
    words: 'A text from a phone goes to Ana by mail, into the chat, and onto the shoutbox.',
    name: 'sandbox: texts go out by mail and into the chat',
    when: { channel: 'sms/main' },
    then: [
      { send: 'email/support', format: '{sender}: {body}' },
      { send: 'chatbot/ops', format: '{sender}: {body}' },
      { send: 'shoutbox/team' },
    ],
  },
  {
    words: 'Her mail to the hub goes into the chat and onto the shoutbox.',
    name: 'sandbox: mail goes into the chat',
    when: { channel: 'email/support' },
    then: [{ send: 'chatbot/ops', format: '{sender}: {body}' }, { send: 'shoutbox/team' }],
  },
  {
    words: 'What is said in the chat with the word “urgent” goes to Ana’s phone.',
    name: 'sandbox: what is urgent in the chat goes to a phone',
    when: { channel: 'chatbot/ops', text: 'urgent' },
    then: [{ send: 'sms/main', to: 'tel:+4917604069001', format: '{sender}: {body}' }],
  },
];

/** Whether phones, mail and chat hear of each other, and a button that makes it so. */
class SandboxRules extends HubElement {
  static properties = { peers: { attribute: false }, problem: { state: true }, busy: { state: true } };

  #rules = new Load(this, () => get('/rules'));

  constructor() {
    super();
    this.peers = [];
  }

  render() {
    if (!NEEDED.every(id => this.peers.some(peer => peer.id === id))) return '';
    return loaded(this.#rules, ({ items }) => {
      const missing = RULES.filter(({ name }) => !items.some(rule => rule.name === name));
      return missing.length ? this.#offer(missing) : connected;
    });
  }

  #offer(missing) {
    return html`<section class="card padded stack" aria-labelledby="connect">
      <h2 id="connect">First, connect them</h2>
      <p>What phones and mailboxes send arrives at the hub, and stays there until rules say where it goes. These would do:</p>
      <ul class="plain">
        ${missing.map(({ words }) => html`<li>${icon('arrow-right')} ${words}</li>`)}
      </ul>
      ${problemBox(this.problem)}
      <p class="row">
        <button type="button" class="button main" ?disabled=${this.busy} @click=${() => this.#connect(missing)}>
          ${icon('plug')}Connect them
        </button>
        <span class="small soft">It makes these rules; <a href="/rules">Rules</a> shows them, and lets you delete them.</span>
      </p>
    </section>`;
  }

  async #connect(missing) {
    this.busy = true;
    const [, problem] = await settle(async () => {
      for (const { name, when, then } of missing) await post('/rules', { name, when, then });
    });
    this.busy = false;
    this.problem = problem;
    await this.#rules.run();
    if (!problem) store.announce('Phones, mail and chat are connected.');
  }
}

const connected = html`<p class="note good" role="status">
  ${icon('check-lg')} <strong>Connected.</strong> Write a text on Ana’s phone: it goes to her mailbox and into the chat. Answer
  from the mailbox, or say something urgent in the chat. <a href="/rules">Rules</a> say how, and the
  <a href="/star">star</a> shows it.
</p>`;

customElements.define('sandbox-rules', SandboxRules);
