import { html } from 'lit';
import { get } from '../api.js';
import { Pages } from '../element.js';
import { exactTime, shortTime } from '../format.js';
import { linked } from '../linkify.js';
import { Page } from '../page.js';
import { emptyBox, loaded, moreButton } from '../parts/notices.js';

/** What was kept to be read later, newest first. */
class StoriesPage extends Page {
  #stories = new Pages(this, cursor => get('/stories', { cursor }));

  get windowTitle() {
    return 'Stories';
  }

  render() {
    return html`<div class="page-head"><h1>Stories</h1></div>
      ${loaded(this.#stories, () =>
        this.#stories.items.length
          ? html`<div class="stories">${this.#stories.items.map(story)}</div>
              ${moreButton(this.#stories)}`
          : emptyBox('book', 'There are no stories yet', 'Jobs such as the fortune, and rules, keep theirs here.'),
      )}`;
  }
}

const story = ({ title, text, source, createdAt }) =>
  html`<article class="card padded stack tight">
    <h2>${title}</h2>
    <p class="pre">${linked(text)}</p>
    <p class="small soft">
      ${source ? `${source}, ` : ''}<time datetime=${createdAt} title=${exactTime(createdAt)}
        >${shortTime(createdAt)}</time
      >
    </p>
  </article>`;

customElements.define('stories-page', StoriesPage);
