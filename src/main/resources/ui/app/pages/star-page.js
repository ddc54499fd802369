import { html } from 'lit';
import { Watch } from '../element.js';
import { counted, number } from '../format.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { icon } from '../parts/icon.js';
import { emptyBox, loadingBox, problemBox } from '../parts/notices.js';
import '../parts/channel-detail.js';
import '../parts/star-picture.js';
import '../parts/star-table.js';

const REFRESH_EVERY = 10_000;

/** The hub in the middle, its channels as points: as a living picture, or as a table with the same in it. */
class StarPage extends Page {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  constructor() {
    super();
    new Watch(this, 'channels');
  }

  connectedCallback() {
    super.connectedCallback();
    store.counterWatchers++;
    store.refreshChannels();
    this.#timer = setInterval(() => document.visibilityState === 'visible' && store.refreshChannels(), REFRESH_EVERY);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.counterWatchers--;
    clearInterval(this.#timer);
  }

  get windowTitle() {
    return this.#chosen ? `${this.#chosen.title || this.#chosen.id} · Star` : 'Star';
  }

  get #chosen() {
    return store.channels.get(`${this.params.kind}/${this.params.name}`);
  }

  get #isTable() {
    return this.query.get('view') === 'table';
  }

  render() {
    const channels = [...store.channels.values()];
    return html`
      <div class="page-head">
        <div>
          <h1>Star</h1>
          <p class="small">${sum(channels)}</p>
        </div>
        ${this.#views()}
      </div>
      ${problemBox(store.problem, () => store.refreshChannels())} ${this.#content(channels)}
    `;
  }

  #content(channels) {
    if (store.channelsLoaded === 'no') return store.problem ? '' : loadingBox();
    if (!channels.length)
      return emptyBox(
        'asterisk',
        'No channel is open to you',
        'Somebody who runs the hub can let you read and write in config/channels.',
      );
    return html`<div class="star-layout">
      <div class="card">
        ${
          this.#isTable
            ? html`<star-table .channels=${channels}></star-table>`
            : html`<star-picture
                .channels=${channels}
                .chosen=${this.#chosen?.id}
                .view=${location.search}
              ></star-picture>`
        }
      </div>
      ${
        this.params.kind
          ? html`<channel-detail
              class="card padded"
              .channel=${this.#chosen}
              .id=${`${this.params.kind}/${this.params.name}`}
            ></channel-detail>`
          : html`<section class="card padded totals" aria-label="Totals">${totals(channels)}</section>`
      }
    </div>`;
  }

  #views() {
    const path = this.params.kind ? `/star/${this.params.kind}/${this.params.name}` : '/star';
    return html`<nav class="tabs" aria-label="View">
      <a href=${path} aria-current=${!this.#isTable}>${icon('asterisk')}Picture</a>
      <a href="${path}?view=table" aria-current=${this.#isTable}>${icon('list')}Table</a>
    </nav>`;
  }
}

function sum(channels) {
  const up = channels.filter(({ state }) => state === 'up').length;
  return `${counted(channels.length, 'channel')}, ${up === channels.length ? 'all up' : `${number(up)} up`}`;
}

function totals(channels) {
  const total = key => channels.reduce((all, { counters }) => all + counters[key], 0);
  return html`<h2>Since the log begins</h2>
    <dl>
      ${figure('Messages in', total('in'))} ${figure('Deliveries sent', total('sent'), 'good')}
      ${figure('Waiting', total('pending'), total('pending') ? 'warn' : '')}
      ${figure('Dead or uncertain', total('dead'), total('dead') ? 'bad' : '')}
    </dl>
    <p class="small soft">Choose a point of the star to see more of it.</p>`;
}

const figure = (what, value, look = '') =>
  html`<div class="figure ${look}">
    <dt>${what}</dt>
    <dd>${number(value)}</dd>
  </div>`;

customElements.define('star-page', StarPage);
