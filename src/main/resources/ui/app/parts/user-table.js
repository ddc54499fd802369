import { html } from 'lit';
import { get, patch, post, remove, settle } from '../api.js';
import { HubElement, Load } from '../element.js';
import { shortTime } from '../format.js';
import { store } from '../store.js';
import { textField, valuesOf } from './field.js';
import { icon } from './icon.js';
import { loaded, problemBox } from './notices.js';
import { roleChoice, roleSelect, secretNote } from './roles.js';

/** The users: made, given roles, locked out, deleted. */
class UserTable extends HubElement {
  static properties = { problem: { state: true }, made: { state: true } };

  #users = new Load(this, () => get('/users'));

  render() {
    return html`<section class="stack" aria-labelledby="users">
      <h2 id="users">Users</h2>
      ${problemBox(this.problem)}
      ${this.made ? secretNote(`The password of ${this.made.name}`, this.made.password) : ''}
      ${loaded(this.#users, ({ items }) => html`<div class="card table-box" tabindex="0" role="group" aria-labelledby="users">${this.#table(items)}</div>`)}
      <details class="card padded">
        <summary>New user</summary>
        <form class="stack" @submit=${this.#create}>
          <div class="fields">
            ${textField({ name: 'name', label: 'Name', required: true, maxlength: 63, placeholder: 'ana', wrong: this.problem?.at('/name') })}
            ${roleChoice('user-role')}
            ${textField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', minlength: 12, help: 'Empty: one is made and shown once.', wrong: this.problem?.at('/password') })}
          </div>
          <p><button class="button main">${icon('plus-lg')}Make the user</button></p>
        </form>
      </details>
    </section>`;
  }

  #table(items) {
    return html`<table class="cards">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col">Last log-in</th>
          <th scope="col"><span class="sr-only">What you can do</span></th>
        </tr>
      </thead>
      <tbody>
        ${items.map(user => this.#row(user))}
      </tbody>
    </table>`;
  }

  #row(user) {
    const { name, roles, disabled, lastLoginAt } = user;
    return html`<tr>
      <th scope="row">
        ${name} ${disabled ? html`<span class="badge warn">${icon('slash-circle')}locked out</span>` : ''}
      </th>
      <td data-label="Role">
        ${roleSelect(`Role of ${name}`, roles, role => this.#do(() => patch(`/users/${name}`, { roles: [role] })))}
      </td>
      <td data-label="Last log-in">${lastLoginAt ? shortTime(lastLoginAt) : 'never'}</td>
      <td>
        <div class="row">
          ${this.#button(disabled ? 'Let in' : 'Lock out', '', name, () => this.#do(() => patch(`/users/${name}`, { disabled: !disabled })))}
          ${this.#button('Delete', 'danger', name, () => this.#delete(name))}
        </div>
      </td>
    </tr>`;
  }

  /** Nobody locks themselves out. */
  #button(word, look, name, act) {
    return html`<button
      type="button"
      class="button small ${look}"
      aria-label="${word} ${name}"
      ?disabled=${name === store.me?.name}
      @click=${act}
    >
      ${word}
    </button>`;
  }

  #delete(name) {
    if (confirm(`Delete the user ${name}? What they said stays.`)) this.#do(() => remove(`/users/${name}`));
  }

  #create = async event => {
    event.preventDefault();
    const form = event.target;
    const { name, role, password } = valuesOf(form);
    const made = await this.#do(() => post('/users', { name, roles: [role], ...(password ? { password } : {}) }));
    if (!made) return;
    this.made = made.password ? made : undefined;
    form.reset();
  };

  async #do(task) {
    const [value, problem] = await settle(task);
    this.problem = problem;
    this.#users.run();
    return value;
  }
}

customElements.define('user-table', UserTable);
