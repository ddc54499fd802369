import { LitElement } from 'lit';
import { settle } from './api.js';
import { store } from './store.js';

/** What all components are: Lit in the light DOM, so that the page's style sheets and the reader's tools see all. */
export class HubElement extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** Renders its host again when the store tells of one of these topics. */
export class Watch {
  #topics;
  #render;

  /** @param {LitElement} host @param {...string} topics */
  constructor(host, ...topics) {
    this.#topics = topics;
    this.#render = () => host.requestUpdate();
    host.addController(this);
  }

  hostConnected() {
    for (const topic of this.#topics) store.addEventListener(topic, this.#render);
  }

  hostDisconnected() {
    for (const topic of this.#topics) store.removeEventListener(topic, this.#render);
  }
}

/** Something to be fetched: its value, or why there is none, or that it is on its way. */
export class Load {
  /** @type {any} */
  value;
  /** @type {import('./api.js').Problem | undefined} */
  problem;
  busy = false;
  #round = 0;

  /**
   * @param {LitElement} host
   * @param {() => Promise<any>} fetcher
   */
  constructor(host, fetcher) {
    this.host = host;
    this.fetcher = fetcher;
    host.addController(this);
  }

  hostConnected() {
    this.run();
  }

  /** Fetches (again); what an earlier round brings later is dropped. */
  run = async () => {
    const round = ++this.#round;
    this.busy = true;
    this.host.requestUpdate();
    const [value, problem] = await settle(this.fetcher);
    if (round !== this.#round) return;
    this.value = problem ? this.value : value;
    this.problem = problem;
    this.busy = false;
    this.host.requestUpdate();
  };
}

/** Pages of a list, one after another. */
export class Pages extends Load {
  /** @param {LitElement} host @param {(cursor: string | undefined) => Promise<{ items: any[], next?: string }>} fetcher */
  constructor(host, fetcher) {
    super(host, () => fetcher(undefined));
    this.page = fetcher;
  }

  get items() {
    return this.value?.items ?? [];
  }

  more = async () => {
    if (this.busy || !this.value?.next) return;
    this.busy = true;
    this.host.requestUpdate();
    const before = this.value;
    const [page, problem] = await settle(() => this.page(before.next));
    this.busy = false;
    this.problem = problem;
    if (page && this.value === before) this.value = { ...page, items: [...before.items, ...page.items] };
    this.host.requestUpdate();
  };
}
