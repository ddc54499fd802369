import { html } from 'lit';
import { Page } from '../page.js';
import { store } from '../store.js';
import { emptyBox } from '../parts/notices.js';
import '../parts/client-table.js';
import '../parts/user-table.js';

/** Who may come in: people by password, programs by id and secret. */
class PeoplePage extends Page {
  get windowTitle() {
    return 'Users and clients';
  }

  render() {
    return html`<div class="page-head"><h1>Users and clients</h1></div>
      ${
        store.may('admin')
          ? html`<div class="stack"><user-table></user-table><client-table></client-table></div>`
          : emptyBox('people', 'This is for admins')
      }`;
  }
}

customElements.define('people-page', PeoplePage);
