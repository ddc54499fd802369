import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { HubElement, Watch } from '../element.js';
import { dayName, sameDay } from '../format.js';
import { store } from '../store.js';
import { icon } from './icon.js';
import { emptyBox, loadingBox, problemBox } from './notices.js';
import './shout-message.js';
import './shout-posting.js';

const NEAR = 80;
const SAME_BREATH = 5 * 60_000;

/** The messages of a channel, oldest first, with a mark before what is new; it stays at the end if it was there. */
class HubFeed extends HubElement {
  static properties = { channel: { attribute: false }, below: { state: true } };

  /** Whether the end is in view, so that what comes is shown. */
  #atEnd = true;
  #top = 0;
  /** @type {{ first?: string, height: number, top: number } | undefined} how it stood before it was rendered */
  #before;
  /** @type {string | null} the message after which all is new */
  #readTo = null;
  #grown = new ResizeObserver(() => this.#atEnd && this.#toEnd());

  constructor() {
    super();
    this.below = 0;
    new Watch(this, 'feed');
  }

  get #feed() {
    return store.feed(this.channel.id);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#readTo = store.lastRead(this.channel.id);
    if (this.#feed.loaded === 'no') this.#feed.refresh();
    store.watch(this.channel.id);
    store.addEventListener('seen', this.#seen);
    document.addEventListener('visibilitychange', this.#visibility);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.unwatch(this.channel.id);
    store.removeEventListener('seen', this.#seen);
    document.removeEventListener('visibilitychange', this.#visibility);
    this.#grown.disconnect();
  }

  render() {
    const feed = this.#feed;
    return html`
      <div class="feed" tabindex="0" role="group" aria-label="Messages" @scroll=${this.#scrolled}>
        ${this.#older()}
        <ol class="messages">
          ${repeat(
            this.#entries(),
            entry => entry.key,
            entry => entry.show(),
          )}
          ${repeat(
            feed.postings,
            posting => posting.key,
            posting => html`<li><shout-posting .feed=${feed} .posting=${posting}></shout-posting></li>`,
          )}
        </ol>
        ${this.#nothing()} ${problemBox(feed.problem, () => feed.retry())}
      </div>
      ${
        this.below
          ? html`<button type="button" class="button small below" @click=${this.#toEnd}>
              ${icon('arrow-down')}${this.below} new below
            </button>`
          : ''
      }
    `;
  }

  firstUpdated() {
    this.#grown.observe(this.querySelector('.messages'));
    this.#grown.observe(this.querySelector('.feed'));
  }

  willUpdate() {
    const box = this.querySelector('.feed');
    this.#before = box ? { first: this.firstShown, height: box.scrollHeight, top: box.scrollTop } : undefined;
    this.firstShown = this.#feed.messages[0]?.id;
  }

  updated() {
    const box = this.querySelector('.feed');
    const before = this.#before;
    if (this.#atEnd) this.#toEnd();
    else if (before?.first && before.first !== this.firstShown)
      box.scrollTop = before.top + box.scrollHeight - before.height;
  }

  /** Messages with a line before each day, and before the first that is new. */
  #entries() {
    const entries = [];
    let previous;
    for (const message of this.#feed.messages) {
      if (!previous || !sameDay(previous.receivedAt, message.receivedAt)) entries.push(dayLine(message));
      if (previous && previous.id === this.#readTo) entries.push(newLine);
      const follows = entries.at(-1)?.message === previous && isSameBreath(previous, message);
      entries.push({
        key: message.id,
        message,
        show: () =>
          html`<li>
            <shout-message .channel=${this.channel.id} .message=${message} .follows=${follows}></shout-message>
          </li>`,
      });
      previous = message;
    }
    return entries;
  }

  #older() {
    const feed = this.#feed;
    if (!feed.next)
      return feed.messages.length ? html`<p class="beginning soft small">This is where it begins.</p>` : '';
    return html`<p class="beginning">
      <button type="button" class="button small" ?disabled=${feed.loadingOlder} @click=${() => feed.older()}>
        ${feed.loadingOlder ? 'Loading …' : 'Load older messages'}
      </button>
    </p>`;
  }

  #nothing() {
    const feed = this.#feed;
    if (feed.loaded === 'loading') return loadingBox('Loading messages …');
    if (feed.loaded === 'yes' && !feed.messages.length && !feed.postings.length) {
      return emptyBox(
        'chat-left-text',
        'Nothing was said here yet',
        this.channel.may.write ? 'Say the first word below.' : '',
      );
    }
    return '';
  }

  #scrolled(event) {
    const box = event.currentTarget;
    const nearEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    // what grows below does not lead away from the end; going up does
    if (nearEnd || box.scrollTop < this.#top) this.#atEnd = nearEnd;
    this.#top = box.scrollTop;
    if (this.#atEnd) this.#read();
    if (box.scrollTop < NEAR && box.scrollHeight > box.clientHeight && !this.#feed.problem) this.#feed.older();
  }

  #toEnd = () => {
    const box = this.querySelector('.feed');
    box.scrollTop = box.scrollHeight;
    this.#atEnd = true;
    this.#read();
  };

  #read() {
    this.below = 0;
    const last = this.#feed.messages.at(-1);
    if (last && document.visibilityState === 'visible') store.setLastRead(this.channel.id, last.id);
  }

  #seen = ({ detail: { channel, message } }) => {
    if (channel !== this.channel.id) return;
    store.announce(`${message.senderShown}: ${message.text}`);
    if (!this.#atEnd) this.below++;
  };

  #visibility = () => {
    if (document.visibilityState === 'hidden') this.#readTo = this.#feed.messages.at(-1)?.id ?? null;
    else if (this.#atEnd) this.#read();
    if (document.visibilityState === 'visible') store.markRead(this.channel.id);
  };
}

const newLine = { key: 'new', show: () => html`<li class="line new"><span>New</span></li>` };

const dayLine = ({ receivedAt }) => ({
  key: `day-${receivedAt}`,
  show: () => html`<li class="line"><time datetime=${receivedAt.slice(0, 10)}>${dayName(receivedAt)}</time></li>`,
});

function isSameBreath(previous, message) {
  return (
    previous !== undefined &&
    previous.sender === message.sender &&
    previous.via === message.via &&
    Date.parse(message.receivedAt) - Date.parse(previous.receivedAt) < SAME_BREATH
  );
}

customElements.define('hub-feed', HubFeed);
