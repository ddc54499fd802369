import { html } from 'lit';
import { get, post, settle } from '../api.js';
import { Load } from '../element.js';
import { exactTime } from '../format.js';
import { linked } from '../linkify.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { priorityBadge, tagBadge } from '../parts/badges.js';
import { deliveryList } from '../parts/delivery-list.js';
import { icon } from '../parts/icon.js';
import { loaded, problemBox } from '../parts/notices.js';
import { stepsOf } from '../parts/trace-steps.js';

/** Where one message went, and why: its time line, and how each delivery stands. */
class TracePage extends Page {
  static properties = { problem: { state: true }, busy: { state: true } };

  #trace = new Load(this, () => get(`/messages/${this.params.id}/trace`));

  get windowTitle() {
    return 'Trace of a message';
  }

  connectedCallback() {
    super.connectedCallback();
    store.addEventListener('moved', this.#moved);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.removeEventListener('moved', this.#moved);
  }

  willUpdate(changed) {
    if (changed.get('params') && changed.get('params').id !== this.params.id) this.#trace.run();
  }

  render() {
    return html`<div class="page-head"><h1>Trace of a message</h1></div>
      ${loaded(this.#trace, trace => this.#show(trace))}`;
  }

  #show(trace) {
    return html`<div class="stack">
      ${this.#message(trace.message)}
      <div class="trace-layout">
        <section class="card padded" aria-labelledby="time-line">
          <h2 id="time-line">What happened</h2>
          <ol class="steps">
            ${stepsOf(trace).map(step)}
          </ol>
        </section>
        <section class="card" aria-labelledby="deliveries">
          <h2 id="deliveries" class="padded">Where it went</h2>
          ${problemBox(this.problem)}
          ${
            trace.deliveries.length
              ? deliveryList(trace.deliveries, {
                  busy: this.busy,
                  redrive: store.may('operator') ? this.#redrive : undefined,
                })
              : html`<p class="padded soft">Nowhere else: it stays where it arrived.</p>`
          }
        </section>
      </div>
    </div>`;
  }

  #message(message) {
    return html`<article class="card padded stack tight" aria-label="The message">
      <div class="row">
        <strong>${message.senderShown}</strong>
        <a href="/channels/${message.channel}">${message.channel}</a>
        ${priorityBadge(message.priority)} ${message.tags.map(tagBadge)}
        <time class="small soft push" datetime=${message.receivedAt}>${exactTime(message.receivedAt)}</time>
      </div>
      ${message.subject ? html`<p><strong>${message.subject}</strong></p>` : ''}
      <p class="pre">${linked(message.text, message.links)}</p>
      ${message.inReplyTo ? html`<p class="small"><a href="/messages/${message.inReplyTo}">The message it answers</a></p>` : ''}
      <p class="small soft break"><code>${message.id}</code></p>
    </article>`;
  }

  #redrive = async delivery => {
    this.busy = delivery.id;
    const [, problem] = await settle(() => post(`/deliveries/${delivery.id}/redrive`));
    this.busy = undefined;
    this.problem = problem;
    this.#trace.run();
  };

  #moved = ({ detail }) => {
    if (detail.messageId === this.params.id) this.#trace.run();
  };
}

const step = ({ sign, look, title, lines, at, file }) =>
  html`<li>
    <span class="sign ${look}">${icon(sign)}</span>
    <div class="what">
      <div class="row">
        <strong>${title}</strong>
        ${at ? html`<time class="small soft push" datetime=${at} title=${exactTime(at)}>${timeOfDay(at)}</time>` : ''}
      </div>
      ${lines.map(text => html`<p class="small soft">${text}</p>`)}
      ${file ? html`<p class="small soft"><code>${file}</code></p>` : ''}
    </div>
  </li>`;

const timeOfDay = at =>
  new Date(at).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });

customElements.define('trace-page', TracePage);
