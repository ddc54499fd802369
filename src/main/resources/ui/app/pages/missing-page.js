import { html } from 'lit';
import { Page } from '../page.js';
import { emptyBox } from '../parts/notices.js';

/** An address that leads nowhere. */
class MissingPage extends Page {
  get windowTitle() {
    return 'Not found';
  }

  render() {
    return html`<h1 class="sr-only">Not found</h1>
      ${emptyBox('question-lg', 'There is no such page', html`Perhaps it was moved. <a href="/">Go to the first page</a>.`)}`;
  }
}

customElements.define('missing-page', MissingPage);
