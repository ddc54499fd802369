import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Watch } from '../element.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { stateBadge } from '../parts/badges.js';
import { icon, kindIcon } from '../parts/icon.js';
import { emptyBox, loadingBox, problemBox } from '../parts/notices.js';
import '../parts/hub-feed.js';
import '../parts/shout-form.js';

/** One channel: what is seen there, as it happens, and a place to say something. */
class ChannelPage extends Page {
  constructor() {
    super();
    new Watch(this, 'channels');
  }

  get #id() {
    return `${this.params.kind}/${this.params.name}`;
  }

  get windowTitle() {
    return store.channels.get(this.#id)?.title || this.#id;
  }

  render() {
    const channel = store.channels.get(this.#id);
    if (!channel && store.channelsLoaded === 'no')
      return problemBox(store.problem, () => store.refreshChannels()) || loadingBox();
    if (!channel?.may.read) {
      return html`<h1 class="sr-only">${this.#id}</h1>
        ${emptyBox('question-lg', `There is no ${this.#id}`, 'Or it is not open to you.')}`;
    }
    return html`
      <div class="channel-head">
        <h1>${icon(kindIcon(channel.kind))} ${channel.title || channel.id}</h1>
        <a class="small" href="/star/${channel.id}">${channel.id}</a>
        ${channel.state === 'up' ? '' : html`${stateBadge(channel.state)}<span class="small soft break">${channel.reason}</span>`}
      </div>
      ${keyed(
        channel.id,
        html`<hub-feed .channel=${channel}></hub-feed>
          ${channel.may.write ? html`<shout-form .channel=${channel}></shout-form>` : html`<p class="read-only soft small">You may read here, not write.</p>`}`,
      )}
    `;
  }
}

customElements.define('channel-page', ChannelPage);
