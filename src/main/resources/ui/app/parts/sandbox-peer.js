import { html, nothing } from 'lit';
import { get, post, settle } from '../api.js';
import { HubElement, Load } from '../element.js';
import { linked } from '../linkify.js';
import { exactTime, shortTime } from '../format.js';
import { store } from '../store.js';
import { icon, kindIcon } from './icon.js';
import { loaded, problemBox } from './notices.js';

const SOON = 250;
const POLL = 5000;
const LONGEST = 10_000;
const LAST = 50;
const WITH_SUBJECT = ['email'];
const WITHOUT_WRITING = { webhook: 'The hub calls it, where a rule sends to this channel.' };

/** One peer of the sandbox: one of its boxes, what came into it and was written there, and a place to write. */
class SandboxPeer extends HubElement {
  static properties = {
    peer: { attribute: false },
    box: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  #notes = new Load(this, () => get(`/sandbox/${this.peer.id}/messages`, { box: this.#box.address, limit: LAST }));
  #soon;
  #poll;
  #newest;

  constructor() {
    super();
    /** @type {import('../types.js').SandboxPeer} */
    this.peer = { id: '', title: '', channel: '', endpoints: [], boxes: [] };
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    for (const topic of ['said', 'moved']) store.addEventListener(topic, this.#later);
    // what the hub has no part in is told by no event
    this.#poll = setInterval(() => document.visibilityState === 'visible' && this.#notes.run(), POLL);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const topic of ['said', 'moved']) store.removeEventListener(topic, this.#later);
    clearInterval(this.#poll);
    clearTimeout(this.#soon);
  }

  /** The box that is looked at. */
  get #box() {
    return this.peer.boxes.find(({ address }) => address === this.box) ?? this.peer.boxes[0];
  }

  #later = () => {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(this.#notes.run, SOON);
  };

  render() {
    const { id, title, channel, boxes } = this.peer;
    const box = this.#box;
    return html`<section class="device ${id}" aria-labelledby="peer-${id}">
      <header class="row">
        <h2 id="peer-${id}">${icon(kindIcon(channel.split('/')[0]))} ${title}</h2>
        <a class="small push" href="/channels/${channel}">${channel}</a>
      </header>
      ${boxes.length > 1 ? this.#choice(boxes, box) : html`<p class="small soft break">${named(box)}</p>`}
      <div class="screen" role="log" tabindex="0" aria-label="${named(box)}">
        ${loaded(this.#notes, ({ items }) => this.#list(items))}
      </div>
      ${problemBox(this.problem)}
      ${box.speakers.length ? this.#form(box) : html`<p class="small soft">${WITHOUT_WRITING[id] ?? 'The hub reads it. Write to it from another box.'}</p>`}
      ${this.#own(box)}
    </section>`;
  }

  #choice(boxes, box) {
    const id = `box-${this.peer.id}`;
    return html`<label class="sr-only" for=${id}>Which of the ${this.peer.title.toLowerCase()}</label>
      <select id=${id} class="small" @change=${event => this.#look(event.target.value)}>
        ${boxes.map(one => html`<option value=${one.address} ?selected=${one === box}>${named(one)}</option>`)}
      </select>`;
  }

  #look(address) {
    this.box = address;
    this.problem = undefined;
    this.#newest = undefined;
    this.#notes.value = undefined;
    this.#notes.run();
  }

  #list(items) {
    if (!items.length) return html`<p class="nothing soft small">Nothing yet.</p>`;
    return html`<ul>
      ${[...items].reverse().map(
        note => html`<li class="note-line ${note.written ? 'written' : 'got'}">
          <p class="small soft break">
            ${note.written ? `${note.from} wrote` : note.from}
            <time datetime=${note.at} title=${exactTime(note.at)}>${shortTime(note.at)}</time>
          </p>
          ${note.subject ? html`<p class="subject break">${note.subject}</p>` : ''}
          <p class="pre">${linked(note.text)}</p>
          ${note.attachments.map(file => html`<p class="small break">${icon('paperclip')} ${file}</p>`)}
        </li>`,
      )}
    </ul>`;
  }

  #form(box) {
    const { id } = this.peer;
    return html`<form class="stack tight" @submit=${this.#submit}>
      ${
        box.speakers.length > 1
          ? html`<label class="row small" for="speaker-${id}"
              >As
              <select id="speaker-${id}" class="inline" name="speaker">
                ${box.speakers.map(name => html`<option>${name}</option>`)}
              </select></label
            >`
          : ''
      }
      ${
        WITH_SUBJECT.includes(id)
          ? html`<label class="sr-only" for="subject-${id}">Subject</label
              ><input id="subject-${id}" name="subject" maxlength="200" placeholder="Subject" autocomplete="off" />`
          : ''
      }
      <div class="line-box">
        <label class="sr-only" for="line-${id}">Write from ${named(box)}</label>
        <textarea
          id="line-${id}"
          name="text"
          rows="2"
          maxlength=${LONGEST}
          placeholder="Write to the hub …"
          aria-invalid=${this.problem ? 'true' : nothing}
          @keydown=${this.#key}
        ></textarea>
        <button class="button main" aria-label="Send from ${named(box)}" ?disabled=${this.busy}>${icon('send')}</button>
      </div>
    </form>`;
  }

  #own(box) {
    return html`<details class="small">
      <summary>With a program of your own</summary>
      <dl class="facts">
        ${this.peer.endpoints.map(({ protocol, address }) => html`<dt>${protocol}</dt><dd><code>${address}</code></dd>`)}
      </dl>
      ${box.hint ? html`<p>${box.hint}</p>` : ''}
    </details>`;
  }

  /** Enter sends but for mail, which has lines. */
  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    if (event.target.form.elements.subject && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  }

  #submit = async event => {
    event.preventDefault();
    const form = event.target;
    const line = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
    if (!line.text?.trim() || this.busy) return form.elements.text.focus();
    this.busy = true;
    const [, problem] = await settle(() => post(`/sandbox/${this.peer.id}/messages`, { box: this.#box.address, ...line }));
    this.busy = false;
    this.problem = problem;
    if (!problem) {
      form.elements.text.value = '';
      if (form.elements.subject) form.elements.subject.value = '';
    }
    form.elements.text.focus();
    this.#notes.run();
  };

  /** What is new is in view. */
  updated() {
    const newest = this.#notes.value?.items[0]?.id;
    if (newest === undefined || newest === this.#newest) return;
    this.#newest = newest;
    const screen = this.querySelector('.screen');
    screen.scrollTop = screen.scrollHeight;
  }
}

const named = ({ address, name }) => (name ? `${name}, ${address}` : address);

customElements.define('sandbox-peer', SandboxPeer);
