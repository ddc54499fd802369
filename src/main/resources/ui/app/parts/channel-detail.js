import { html } from 'lit';
import { settle } from '../api.js';
import { HubElement } from '../element.js';
import { exactTime, number, shortTime } from '../format.js';
import { store } from '../store.js';
import { stateBadge } from './badges.js';
import { icon, kindIcon } from './icon.js';
import { emptyBox, problemBox } from './notices.js';
import './channel-test.js';

/** One point of the star: what makes it, how it stands, what it did; operators pause and resume it. */
class ChannelDetail extends HubElement {
  static properties = {
    channel: { attribute: false },
    id: { attribute: false },
    problem: { state: true },
    busy: { state: true },
  };

  render() {
    const { channel } = this;
    if (!channel)
      return emptyBox(
        'question-lg',
        `There is no ${this.id}`,
        html`Or it is not open to you. <a href="/star">All channels</a>`,
      );
    return html`<section class="stack" aria-labelledby="channel-title">
      <div class="row">
        <h2 id="channel-title">${icon(kindIcon(channel.kind))} ${channel.title || channel.id}</h2>
        ${stateBadge(channel.state)}
        <a class="icon-button push" href="/star${location.search}" aria-label="Close" title="Close">${icon('x-lg')}</a>
      </div>
      ${channel.reason && channel.state !== 'up' ? html`<p class="break">${channel.reason}</p>` : ''}
      ${problemBox(this.problem)}
      <dl class="facts">
        ${fact('Channel', html`<code>${channel.id}</code>`)} ${fact('Ways', ways(channel.direction))}
        ${fact('Made by', channel.files.length ? channel.files.map(file => html`<div><code>${file}</code></div>`) : 'no file')}
        ${fact('Last message', channel.lastMessageAt ? time(channel.lastMessageAt) : 'none yet')}
        ${
          channel.lastError
            ? fact(
                'Last error',
                html`${time(channel.lastError.at)}
                  <div>${channel.lastError.reason}</div>`,
              )
            : ''
        }
        ${fact('Arrived', number(channel.counters.in))} ${fact('Owed to it', number(channel.counters.out))}
        ${fact('Sent', number(channel.counters.sent))} ${fact('Waiting', number(channel.counters.pending))}
        ${fact('Dead or uncertain', this.#dead(channel))}
      </dl>
      <div class="row">
        ${channel.may.read ? html`<a class="button" href="/channels/${channel.id}">${icon('chat-left-text')}Messages</a>` : ''}
        ${store.may('operator') ? this.#switch(channel) : ''}
      </div>
      ${store.may('operator') && channel.direction?.out ? html`<channel-test .id=${channel.id}></channel-test>` : ''}
    </section>`;
  }

  #dead({ id, counters }) {
    return counters.dead && store.may('operator')
      ? html`<a href="/dead?channel=${encodeURIComponent(id)}">${number(counters.dead)}</a>`
      : number(counters.dead);
  }

  #switch({ state }) {
    const what = state === 'paused' ? 'resume' : 'pause';
    return html`<button type="button" class="button" ?disabled=${this.busy} @click=${() => this.#set(what)}>
      ${icon(what === 'pause' ? 'pause-fill' : 'play-fill')}${what === 'pause' ? 'Pause' : 'Resume'}
    </button>`;
  }

  async #set(what) {
    this.busy = true;
    const [, problem] = await settle(() => store.setChannel(this.id, what));
    this.busy = false;
    this.problem = problem;
    if (!problem) store.announce(what === 'pause' ? `${this.id} is paused` : `${this.id} is resumed`);
  }
}

const fact = (what, value) =>
  html`<dt>${what}</dt>
    <dd>${value}</dd>`;

const time = at => html`<time datetime=${at} title=${exactTime(at)}>${shortTime(at)}</time>`;

function ways(direction) {
  const named = [direction?.in ? 'brings messages in' : '', direction?.out ? 'sends messages out' : ''].filter(Boolean);
  return named.join(', ') || 'none just now';
}

customElements.define('channel-detail', ChannelDetail);
