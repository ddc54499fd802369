import { html } from 'lit';
import { post, settle } from '../api.js';
import { exactTime } from '../format.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { textField, valuesOf } from '../parts/field.js';
import { icon } from '../parts/icon.js';
import { problemBox } from '../parts/notices.js';

/** Who I am, and my password. */
class AccountPage extends Page {
  static properties = { problem: { state: true }, done: { state: true }, differs: { state: true } };

  get windowTitle() {
    return 'Account';
  }

  render() {
    return html`<div class="page-head"><h1>Account</h1></div>
      <div class="stack narrow">
        <dl class="card padded facts">
          <dt>Name</dt>
          <dd>${store.me?.name}</dd>
          <dt>Address</dt>
          <dd>${store.me?.address ?? '–'}</dd>
          <dt>Roles</dt>
          <dd>${store.me?.roles.join(', ')}</dd>
          ${
            store.me?.sessionEnds
              ? html`<dt>Session ends</dt>
                  <dd>${exactTime(store.me.sessionEnds)} at the latest</dd>`
              : ''
          }
        </dl>
        <form class="card padded stack" @submit=${this.#submit}>
          <h2>Change the password</h2>
          ${this.done ? html`<p class="note good" role="status">It is changed. Your other sessions have ended.</p>` : ''}
          ${problemBox(this.problem)}
          ${textField({ name: 'current', label: 'Present password', type: 'password', required: true, autocomplete: 'current-password', maxlength: 256 })}
          ${textField({
            name: 'password',
            label: 'New password',
            type: 'password',
            required: true,
            autocomplete: 'new-password',
            minlength: 12,
            maxlength: 256,
            help: 'At least 12 characters; any are allowed.',
            wrong: this.problem?.at('/password'),
          })}
          ${textField({
            name: 'again',
            label: 'New password again',
            type: 'password',
            required: true,
            autocomplete: 'new-password',
            maxlength: 256,
            wrong: this.differs ? 'It differs from the one above.' : '',
          })}
          <p><button class="button main">${icon('key')}Change it</button></p>
        </form>
      </div>`;
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const { current, password, again } = valuesOf(form);
    this.differs = password !== again;
    if (this.differs) return form.elements.again.focus();
    const [, problem] = await settle(() => post('/me/password', { current, password }));
    this.problem = problem;
    this.done = !problem;
    if (!problem) form.reset();
  }
}

customElements.define('account-page', AccountPage);
