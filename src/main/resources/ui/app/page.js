import { HubElement } from './element.js';

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
    document.title = this.windowTitle ? `${this.windowTitle} · Hubbub` : 'Hubbub';
  }
}
