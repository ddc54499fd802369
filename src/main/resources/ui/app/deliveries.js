import { get, settle } from './api.js';

const AFTER = {
  'delivery.sent': 'sent',
  'delivery.retry': 'pending',
  'delivery.dead': 'dead',
  'delivery.uncertain': 'uncertain',
  'delivery.redriven': 'pending',
};
const AT_ONCE = 4;

/** Where messages went, as far as somebody looks: fetched when a message comes into view, kept by the stream's events. */
export class Deliveries {
  /** @type {Map<string, Map<string, import('./types.js').Delivery>>} by message, then by delivery */
  #known = new Map();
  #waiting = [];
  #running = 0;

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /**
   * @param {string} message
   * @returns {import('./types.js').Delivery[] | undefined} undefined: not known yet, ask {@link fetch}
   */
  of(message) {
    const known = this.#known.get(message);
    return known && [...known.values()].sort((a, b) => (a.channel < b.channel ? -1 : 1));
  }

  /** @param {string} message */
  fetch(message) {
    if (this.#known.has(message) || this.#waiting.includes(message)) return;
    this.#waiting.push(message);
    this.#pump();
  }

  /** Forgets all: what is in view will be asked for again. */
  forget() {
    this.#known.clear();
    this.changed();
  }

  /**
   * @param {string} type
   * @param {import('./types.js').StreamData} data
   */
  event(type, data) {
    const known = data.messageId && this.#known.get(data.messageId);
    const state = AFTER[type] ?? data.detail?.state;
    if (!known || !data.deliveryId || !state) return;
    const before = known.get(data.deliveryId);
    known.set(data.deliveryId, {
      ...before,
      id: data.deliveryId,
      message: data.messageId,
      channel: before?.channel ?? data.channel ?? '',
      state,
      attempts: data.detail?.attempt ?? before?.attempts ?? 0,
      reason: data.detail?.reason,
      dueAt: data.detail?.retryAt,
      updatedAt: data.at,
    });
    this.changed();
  }

  async #pump() {
    if (this.#running >= AT_ONCE || !this.#waiting.length) return;
    this.#running++;
    // the latest asked for is the one being looked at
    await this.#load(this.#waiting.pop());
    this.#running--;
    this.#pump();
  }

  async #load(message) {
    const known = new Map();
    this.#known.set(message, known);
    const [list] = await settle(() => get(`/messages/${message}/deliveries`));
    for (const item of list?.items ?? []) if (!isNewer(known.get(item.id), item)) known.set(item.id, item);
    this.changed();
  }
}

/** Whether an event told something newer while the answer was on its way. */
function isNewer(known, item) {
  return known !== undefined && Date.parse(known.updatedAt) > Date.parse(item.updatedAt);
}
