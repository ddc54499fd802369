/**
 * The hub's stream of events. The browser reconnects by itself after a broken connection and then says what it saw
 * last; where the hub answered with an error the browser gives up, and this asks again with `after=`.
 */

const TYPES = [
  'message.stored',
  'message.repeated',
  'message.edited',
  'message.deleted',
  'delivery.sent',
  'delivery.retry',
  'delivery.dead',
  'delivery.uncertain',
  'delivery.receipt',
  'delivery.redriven',
  'channel.state',
  'file.state',
  'form.taken',
  'reminder.due',
  'gap',
];
/** A browser holds few connections to one host: pages that nobody looks at give theirs back after this. */
const HIDDEN_FOR = 60_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

export class Stream {
  /** @type {EventSource | undefined} */
  #source;
  /** @type {string | undefined} the last event's id */
  #last;
  #wait = FIRST_WAIT;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;

  /**
   * @param {{ event: (type: string, data: import('./types.js').StreamData) => void, open: (resumed: boolean) => void,
   *   broken: () => void, refused: () => void }} listener  `open(false)`: what happened before is not told, fetch it
   */
  constructor(listener) {
    this.listener = listener;
  }

  start() {
    window.addEventListener('online', this.#ensure);
    document.addEventListener('visibilitychange', this.#visibility);
    window.addEventListener('pagehide', this.#leave);
    window.addEventListener('pageshow', this.#back);
    this.#connect();
  }

  stop() {
    window.removeEventListener('online', this.#ensure);
    document.removeEventListener('visibilitychange', this.#visibility);
    window.removeEventListener('pagehide', this.#leave);
    window.removeEventListener('pageshow', this.#back);
    clearTimeout(this.#timer);
    clearTimeout(this.#rest);
    this.#source?.close();
    this.#source = undefined;
    this.#last = undefined;
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#source?.close();
    const source = new EventSource(`/api/v1/stream${this.#last ? `?after=${encodeURIComponent(this.#last)}` : ''}`);
    this.#source = source;
    source.onopen = () => {
      this.#wait = FIRST_WAIT;
      this.listener.open(this.#last !== undefined);
    };
    source.onerror = () => this.#broken(source);
    for (const type of TYPES) source.addEventListener(type, event => this.#receive(event));
  }

  #receive(event) {
    // after a break the last event may come again
    if (event.lastEventId && event.lastEventId === this.#last) return;
    this.#last = event.lastEventId || this.#last;
    const cloud = event.data ? JSON.parse(event.data) : {};
    this.listener.event(event.type, cloud.data ?? {});
  }

  #broken(source) {
    if (source !== this.#source) return;
    this.listener.broken();
    if (source.readyState !== EventSource.CLOSED) return;
    this.listener.refused();
    this.#timer = setTimeout(() => this.#connect(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #ensure = () => {
    if (this.#source?.readyState !== EventSource.OPEN) this.#connect();
  };

  #visibility = () => {
    clearTimeout(this.#rest);
    if (document.visibilityState === 'visible') this.#ensure();
    else this.#rest = setTimeout(() => this.#pause(), HIDDEN_FOR);
  };

  /** A page that is left may be kept for the way back, with its connection and with its clock stopped. */
  #leave = () => {
    clearTimeout(this.#rest);
    this.#pause();
  };

  #back = event => {
    if (event.persisted) this.#ensure();
  };

  #pause() {
    clearTimeout(this.#timer);
    this.#source?.close();
  }
}
