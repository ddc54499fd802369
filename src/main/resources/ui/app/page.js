import { HubElement } from './element.js';
import { store } from './store.js';

let titleOfPage = '';

/** Gives the window its title, with the number of messages that wait to be seen. @param {string} [title] */
export function showTitle(title = titleOfPage) {
  titleOfPage = title;
  const unread = [...store.unread.values()].reduce((all, one) => all + one, 0);
  document.title = `${unread ? `(${unread}) ` : ''}${title ? `${title} · ` : ''}Hubbub`;
}

store.addEventListener('channels', () => showTitle());

/** What pages are: they know the place they are for, and give the browser's window its title. */
export class Page extends HubElement {
  static properties = { params: { attribute: false }, query: { attribute: false } };

  constructor() {
    super();
    /** @type {Record<string, string>} */
    this.params = {};
    this.query = new URLSearchParams();
  }

  /** What the window is called. */
  get windowTitle() {
    return '';
  }

  updated() {
    showTitle(this.windowTitle);
  }
}
