import { get, post, put, session, settle, whenLoggedOut } from './api.js';
import { Deliveries } from './deliveries.js';
import { Feed } from './feed.js';
import { recall, remember } from './memory.js';
import { Stream } from './stream.js';

const ROLES = ['member', 'operator', 'admin'];
const SOON = 1500;
const LATER = 15_000;
const MARK = 500;

/**
 * All that the page knows, fed by REST and by the stream. Components listen to topics: `me`, `connection`, `channels`,
 * `feed`, `deliveries`, `files`; and to `said` (a message was stored), `moved` (one went out) and `seen` (one came into a
 * channel's feed), which carry `detail`.
 */
class Store extends EventTarget {
  /** @type {import('./types.js').Me | null | undefined} null: nobody is logged in; undefined: not known yet */
  me;
  /** @type {'connecting' | 'live' | 'broken'} */
  connection = 'connecting';
  /** @type {Map<string, import('./types.js').Channel>} */
  channels = new Map();
  /** @type {'no' | 'yes'} */
  channelsLoaded = 'no';
  /** @type {import('./api.js').Problem | undefined} why we do not know who we are, or which channels there are */
  problem;
  /** @type {Map<string, number>} messages that came in while their channel was not looked at */
  unread = new Map();
  /** @type {Map<string, string>} what is being written, by channel */
  drafts = new Map();
  deliveries = new Deliveries(() => this.#changed('deliveries'));
  /** @type {string | undefined} the channel that is looked at */
  #watched;
  /** @type {Map<string, Feed>} */
  #feeds = new Map();
  /** @type {{ name: string, drafts: Map<string, string> } | undefined} what somebody wanted to say when their session ended */
  #left;
  /** @type {Map<string, string>} the last message that was read, by channel, as far as it is known to the hub */
  #marks = new Map();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #marking = new Map();
  /** How many look at the channels' counters. */
  counterWatchers = 0;
  /** @type {{ at: number, timer: ReturnType<typeof setTimeout> } | undefined} the next refresh of the channels */
  #refreshing;
  #stream = new Stream({
    event: (type, data) => this.#event(type, data),
    open: resumed => this.#opened(resumed),
    broken: () => this.#connectionIs('broken'),
    // perhaps because the session is over: then this tells
    refused: () => settle(() => get('/me')),
  });

  constructor() {
    super();
    whenLoggedOut(() => this.#isLoggedOut());
    window.addEventListener('online', () => this.#sendWaiting());
  }

  /** Finds out who is logged in. */
  async start() {
    this.problem = undefined;
    this.#changed('me');
    const [me, problem] = await settle(() => get('/me'));
    if (me) return this.#isLoggedIn(me);
    if (problem?.status !== 401) this.problem = problem;
    this.#changed('me');
  }

  /** @param {string} name @param {string} password */
  async logIn(name, password) {
    this.#isLoggedIn(await session('POST', { name, password }));
  }

  async logOut() {
    await session('DELETE');
    this.drafts.clear();
    for (const feed of this.#feeds.values()) feed.close();
    this.#isLoggedOut();
  }

  /** Whether I have at least this role. @param {'member' | 'operator' | 'admin'} role */
  may(role) {
    return (this.me?.roles ?? []).some(mine => ROLES.indexOf(mine) >= ROLES.indexOf(role));
  }

  /** @param {string} channel */
  feed(channel) {
    let feed = this.#feeds.get(channel);
    if (!feed) {
      feed = new Feed(channel, () => this.#changed('feed'));
      this.#feeds.set(channel, feed);
    }
    return feed;
  }

  /** This channel is looked at; what arrives there is read. @param {string} channel */
  watch(channel) {
    this.#watched = channel;
    remember('channel', channel);
    this.markRead(channel);
  }

  /** @param {string} channel */
  unwatch(channel) {
    if (this.#watched === channel) this.#watched = undefined;
  }

  /** @param {string} channel */
  markRead(channel) {
    if (this.unread.delete(channel)) this.#changed('channels');
  }

  /** The last message that was read on a channel, here or wherever else. @param {string} channel */
  lastRead(channel) {
    const here = recall(`read.${this.me?.name}.${channel}`);
    const there = this.channels.get(channel)?.lastRead ?? null;
    // ids sort by time
    return here && there ? (here > there ? here : there) : (here ?? there);
  }

  /** @param {string} channel @param {string} message */
  setLastRead(channel, message) {
    if (message === this.#marks.get(channel)) return;
    this.#marks.set(channel, message);
    remember(`read.${this.me?.name}.${channel}`, message);
    clearTimeout(this.#marking.get(channel));
    // once for all that is read until then; should it fail, the next one says the same and more
    const mark = () => settle(() => put(`/channels/${channel}/read-mark`, { message }));
    this.#marking.set(channel, setTimeout(mark, MARK));
  }

  async refreshChannels() {
    const [list, problem] = await settle(() => get('/channels'));
    if (list) {
      this.channels = new Map(list.items.map(channel => [channel.id, channel]));
      if (this.channelsLoaded === 'no') this.#unreadSince(list.items);
      this.channelsLoaded = 'yes';
    }
    this.problem = problem;
    this.#changed('channels');
  }

  /** @param {string} id @param {'pause' | 'resume'} what */
  async setChannel(id, what) {
    const channel = await post(`/channels/${id}/${what}`);
    this.channels.set(id, channel);
    this.#changed('channels');
  }

  /** Says something to those who listen to the page rather than look at it. @param {string} text */
  announce(text) {
    this.dispatchEvent(new CustomEvent('announce', { detail: text }));
  }

  #isLoggedIn(me) {
    this.me = me;
    this.problem = undefined;
    this.drafts = this.#left?.name === me.name ? this.#left.drafts : new Map();
    this.#left = undefined;
    this.#changed('me');
    this.refreshChannels();
    this.#stream.start();
  }

  /** What was not said yet waits for the same user to come back: a session may end in the middle of a sentence. */
  #isLoggedOut() {
    this.#stream.stop();
    if (this.me) this.#left = { name: this.me.name, drafts: this.#unsaid() };
    this.me = null;
    this.connection = 'connecting';
    this.channels = new Map();
    this.channelsLoaded = 'no';
    this.unread.clear();
    for (const timer of this.#marking.values()) clearTimeout(timer);
    this.#marks.clear();
    this.drafts = new Map();
    for (const feed of this.#feeds.values()) feed.close();
    this.#feeds.clear();
    this.deliveries.forget();
    this.#changed('me');
  }

  /** What came in while nobody was logged in here. @param {import('./types.js').Channel[]} channels */
  #unreadSince(channels) {
    for (const { id, unread } of channels) {
      if (unread && id !== this.#watched) this.unread.set(id, Math.max(unread, this.unread.get(id) ?? 0));
    }
  }

  #unsaid() {
    const unsaid = new Map(this.drafts);
    for (const [channel, { postings }] of this.#feeds) {
      const texts = [...postings.map(({ text }) => text), unsaid.get(channel) ?? ''].filter(Boolean);
      if (texts.length) unsaid.set(channel, texts.join('\n'));
    }
    return unsaid;
  }

  #opened(resumed) {
    this.#connectionIs('live');
    if (!resumed) this.#catchUp();
    this.#sendWaiting();
  }

  #sendWaiting() {
    for (const feed of this.#feeds.values()) feed.sendWaiting();
  }

  /** What happened meanwhile is not told by the stream: asks for the present state instead. */
  #catchUp() {
    this.refreshChannels();
    this.deliveries.forget();
    for (const feed of this.#feeds.values()) if (feed.loaded === 'yes') feed.refresh();
  }

  #event(type, data) {
    if (type === 'gap') return this.#catchUp();
    if (type === 'message.stored') this.#stored(data);
    else if (type.startsWith('delivery.')) this.#delivered(type, data);
    else if (data.message) for (const feed of this.#feeds.values()) feed.update(data.message);
    if (type === 'file.state') this.#changed('files');
    this.#refreshIn(type.endsWith('.state') || this.counterWatchers ? SOON : LATER);
  }

  #stored({ message }) {
    if (!message) return;
    this.#seen(message.channel, message);
    this.dispatchEvent(new CustomEvent('said', { detail: message }));
  }

  #delivered(type, data) {
    this.deliveries.event(type, data);
    if (type === 'delivery.sent') this.#arrived(data);
    this.dispatchEvent(new CustomEvent('moved', { detail: { ...data, type } }));
  }

  /** A delivery to a channel makes its message seen there. */
  async #arrived({ channel, messageId, message: told }) {
    if (told) return this.#seen(channel, told);
    const feed = channel && this.#feeds.get(channel);
    if (!feed || feed.loaded !== 'yes' || feed.has(messageId)) return;
    const known = [...this.#feeds.values()].flatMap(other => other.messages).find(other => other.id === messageId);
    const [message] = known ? [known] : await settle(() => get(`/messages/${messageId}`));
    if (message) this.#seen(channel, message);
  }

  #seen(channel, message) {
    const feed = this.#feeds.get(channel);
    const isNew = feed ? feed.add(message) : true;
    if (!isNew || message.sender === this.me?.address) return;
    this.dispatchEvent(new CustomEvent('seen', { detail: { channel, message } }));
    if (channel === this.#watched && document.visibilityState === 'visible') return;
    this.unread.set(channel, (this.unread.get(channel) ?? 0) + 1);
    this.#changed('channels');
  }

  /** Fetches the channels' states and counters again, once for all that happens until then. */
  #refreshIn(wait) {
    const at = Date.now() + wait;
    if (this.#refreshing && this.#refreshing.at <= at) return;
    clearTimeout(this.#refreshing?.timer);
    const timer = setTimeout(() => {
      this.#refreshing = undefined;
      if (this.me) this.refreshChannels();
    }, wait);
    this.#refreshing = { at, timer };
  }

  #connectionIs(state) {
    if (this.connection === state) return;
    this.connection = state;
    this.#changed('connection');
  }

  #changed(topic) {
    this.dispatchEvent(new Event(topic));
  }
}

export const store = new Store();
