import { html } from 'lit';
import { settle } from '../api.js';
import { HubElement } from '../element.js';
import { showTitle } from '../page.js';
import { store } from '../store.js';
import { textField, valuesOf } from '../parts/field.js';
import { problemBox } from '../parts/notices.js';

/** Name and password; the address stays, so that one lands where one wanted to go. */
class LogInPage extends HubElement {
  static properties = { problem: { state: true }, busy: { state: true } };

  render() {
    return html`<main class="log-in">
      <img src="/assets/favicon.svg" alt="" width="56" height="56" />
      <h1>Hubbub</h1>
      <form class="card stack" @submit=${this.#submit}>
        <h2>Log in</h2>
        ${problemBox(this.problem)}
        ${textField({ name: 'name', label: 'Name', required: true, autocomplete: 'username', maxlength: 64 })}
        ${textField({ name: 'password', label: 'Password', type: 'password', required: true, autocomplete: 'current-password', maxlength: 256 })}
        <button class="button main" ?disabled=${this.busy}>${this.busy ? 'Logging in …' : 'Log in'}</button>
      </form>
      <p class="hint">The first time? The hub printed the password of <strong>admin</strong> where it was started.</p>
    </main>`;
  }

  firstUpdated() {
    showTitle('Log in');
    this.querySelector('input')?.focus();
  }

  async #submit(event) {
    event.preventDefault();
    const { name, password } = valuesOf(event.target);
    this.busy = true;
    const [, problem] = await settle(() => store.logIn(name, password));
    this.busy = false;
    this.problem = problem;
    if (!problem) return;
    const field = this.querySelector('input[type="password"]');
    field.value = '';
    field.focus();
  }
}

customElements.define('log-in-page', LogInPage);
