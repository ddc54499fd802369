import { html } from 'lit';
import { get, post, remove, settle } from '../api.js';
import { HubElement, Load } from '../element.js';
import { shortTime } from '../format.js';
import { textField, valuesOf } from './field.js';
import { icon } from './icon.js';
import { emptyBox, loaded, problemBox } from './notices.js';
import { roleChoice, secretNote } from './roles.js';

/** The programs that may call the API. */
class ClientTable extends HubElement {
  static properties = { problem: { state: true }, made: { state: true } };

  #clients = new Load(this, () => get('/clients'));

  render() {
    return html`<section class="stack" aria-labelledby="clients">
      <h2 id="clients">Clients</h2>
      ${problemBox(this.problem)} ${this.made ? secretNote(`The secret of ${this.made.id}`, this.made.secret) : ''}
      ${loaded(this.#clients, ({ items }) =>
        items.length
          ? html`<div class="card table-box" tabindex="0" role="group" aria-labelledby="clients">
              ${this.#table(items)}
            </div>`
          : emptyBox('key', 'There are no clients', 'A program needs one to call the API.'),
      )}
      <details class="card padded">
        <summary>New client</summary>
        <form class="stack" @submit=${this.#create}>
          <div class="fields">
            ${textField({ name: 'id', label: 'Id', required: true, maxlength: 63, placeholder: 'monitoring', wrong: this.problem?.at('/id') })}
            ${roleChoice('client-role')}
            ${textField({ name: 'title', label: 'What it is', maxlength: 200, spellcheck: 'true', wrong: this.problem?.at('/title') })}
          </div>
          <p><button class="button main">${icon('plus-lg')}Make the client</button></p>
        </form>
      </details>
    </section>`;
  }

  #table(items) {
    return html`<table class="cards">
      <thead>
        <tr>
          <th scope="col">Id</th>
          <th scope="col">What it is</th>
          <th scope="col">Role</th>
          <th scope="col">Made</th>
          <th scope="col"><span class="sr-only">What you can do</span></th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          ({ id, title, roles, createdAt }) =>
            html`<tr>
              <th scope="row">${id}</th>
              <td data-label="What it is">${title ?? '–'}</td>
              <td data-label="Role">${roles.join(', ')}</td>
              <td data-label="Made">${shortTime(createdAt)}</td>
              <td>
                <button
                  type="button"
                  class="button small danger"
                  aria-label="Delete ${id}"
                  @click=${() => this.#delete(id)}
                >
                  Delete
                </button>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #delete(id) {
    if (confirm(`Delete the client ${id}? Its tokens are refused at once.`)) this.#do(() => remove(`/clients/${id}`));
  }

  #create = async event => {
    event.preventDefault();
    const form = event.target;
    const { id, role, title } = valuesOf(form);
    this.made = await this.#do(() => post('/clients', { id, roles: [role], ...(title ? { title } : {}) }));
    if (this.made) form.reset();
  };

  async #do(task) {
    const [value, problem] = await settle(task);
    this.problem = problem;
    this.#clients.run();
    return value;
  }
}

customElements.define('client-table', ClientTable);
