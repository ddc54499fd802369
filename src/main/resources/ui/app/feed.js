import { get, post, settle } from './api.js';

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/** @typedef {{ key: string, text: string, at: string, state: 'sending' | 'waiting' | 'refused', tries: number, problem?: import('./api.js').Problem }} Posting */

/**
 * What is seen on one channel, oldest first: messages by id, so that none is shown twice however often it is told; and
 * what was posted here and is not stored yet.
 */
export class Feed {
  /** @type {Map<string, import('./types.js').Message>} */
  #messages = new Map();
  /** @type {import('./types.js').Message[] | undefined} */
  #sorted;
  /** @type {Set<string>} what the stream told since the last refresh began */
  #told = new Set();
  #generation = 0;
  #olderFailed = false;
  #closed = false;
  /** @type {Posting[]} */
  postings = [];
  /** @type {string | undefined} the cursor of older ones; undefined: there are none */
  next;
  /** @type {'no' | 'loading' | 'yes'} */
  loaded = 'no';
  loadingOlder = false;
  /** @type {import('./api.js').Problem | undefined} */
  problem;

  /**
   * @param {string} channel
   * @param {() => void} changed
   */
  constructor(channel, changed) {
    this.channel = channel;
    this.changed = changed;
  }

  get messages() {
    this.#sorted ??= [...this.#messages.values()].sort(byTime);
    return this.#sorted;
  }

  /** @param {string} id */
  has(id) {
    return this.#messages.has(id);
  }

  /** Fetches the newest page and joins it to what is here; what a longer break left out in between is dropped with it. */
  async refresh() {
    const generation = ++this.#generation;
    const first = this.loaded !== 'yes';
    this.#told.clear();
    this.loaded = this.loaded === 'yes' ? 'yes' : 'loading';
    this.problem = undefined;
    this.changed();
    const [page, problem] = await settle(() => get(`/channels/${this.channel}/messages`));
    if (generation !== this.#generation) return;
    this.problem = problem;
    this.#olderFailed = false;
    if (page) {
      if (first || !page.items.some(item => this.has(item.id))) this.#startAt(page);
      this.#put(page.items);
    }
    this.loaded = page || !first ? 'yes' : 'no';
    this.changed();
  }

  /** Does again what failed. */
  retry() {
    return this.#olderFailed ? this.older() : this.refresh();
  }

  async older() {
    if (!this.next || this.loadingOlder) return;
    this.loadingOlder = true;
    this.changed();
    const [page, problem] = await settle(() => get(`/channels/${this.channel}/messages`, { cursor: this.next }));
    this.problem = problem;
    this.#olderFailed = problem !== undefined;
    if (page) {
      this.next = page.next;
      this.#put(page.items);
    }
    this.loadingOlder = false;
    this.changed();
  }

  /**
   * A message that is seen here from now on.
   * @param {import('./types.js').Message} message
   * @returns {boolean} whether it is new here
   */
  add(message) {
    this.#told.add(message.id);
    if (this.has(message.id)) {
      this.update(message);
      return false;
    }
    this.postings = this.postings.filter(({ state, text }) => state !== 'sending' || text !== message.text);
    this.#put([{ ...message, via: message.via ?? message.channel }]);
    this.changed();
    return true;
  }

  /**
   * A message that may have been corrected or deleted since it was shown here.
   * @param {import('./types.js').Message} message
   */
  update(message) {
    const shown = this.#messages.get(message.id);
    if (!shown || (shown.editedAt === message.editedAt && shown.deletedAt === message.deletedAt)) return;
    this.#put([{ ...message, via: shown.via }]);
    this.changed();
  }

  /**
   * Shows a text at once and posts it; the same key makes posting it again safe.
   * @param {string} text
   */
  say(text) {
    const posting = {
      key: crypto.randomUUID(),
      text,
      at: new Date().toISOString(),
      state: /** @type {const} */ ('sending'),
      tries: 0,
    };
    this.postings = [...this.postings, posting];
    return this.send(posting);
  }

  /** @param {Posting} posting */
  async send(posting) {
    posting.state = 'sending';
    posting.problem = undefined;
    posting.tries++;
    this.changed();
    const [message, problem] = await settle(() =>
      post(`/channels/${this.channel}/messages`, { text: posting.text }, { 'Idempotency-Key': posting.key }),
    );
    this.drop(posting);
    if (message) this.add(message);
    if (problem) this.#keep(posting, problem);
  }

  #keep(posting, problem) {
    if (this.#closed) return;
    posting.state = problem.passing ? 'waiting' : 'refused';
    posting.problem = problem;
    this.postings = [...this.postings, posting].sort((a, b) => (a.at < b.at ? -1 : 1));
    this.changed();
    const wait = problem.retryAfter
      ? problem.retryAfter * 1000
      : Math.min(FIRST_WAIT * 2 ** posting.tries, LONGEST_WAIT);
    if (problem.passing) setTimeout(() => this.sendWaiting(), wait);
  }

  /** Posts again what could not be posted because of a passing trouble. */
  sendWaiting() {
    for (const posting of this.postings) if (posting.state === 'waiting') this.send(posting);
  }

  /** Posts nothing more: whoever said it is gone. */
  close() {
    this.#closed = true;
    this.postings = [];
  }

  /** @param {Posting} posting */
  drop(posting) {
    this.postings = this.postings.filter(other => other !== posting);
    this.changed();
  }

  /** Keeps only what the stream told since this page was asked for. */
  #startAt(page) {
    for (const id of this.#messages.keys()) if (!this.#told.has(id)) this.#messages.delete(id);
    this.next = page.next;
  }

  #put(items) {
    for (const item of items) this.#messages.set(item.id, item);
    this.#sorted = undefined;
  }
}

function byTime(a, b) {
  return Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || (a.id < b.id ? -1 : 1);
}
