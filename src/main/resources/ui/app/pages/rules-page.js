import { html } from 'lit';
import { get, remove, settle } from '../api.js';
import { Load } from '../element.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { icon } from '../parts/icon.js';
import { emptyBox, loaded, problemBox } from '../parts/notices.js';
import { thenWords, whenWords } from '../parts/rule-words.js';

/** All rules in the order they are tried: those from files to be read, those made here to be changed. */
class RulesPage extends Page {
  static properties = { problem: { state: true }, leaving: { state: true } };

  #rules = new Load(this, () => get('/rules'));

  get windowTitle() {
    return 'Rules';
  }

  connectedCallback() {
    super.connectedCallback();
    store.addEventListener('files', this.#rules.run);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.removeEventListener('files', this.#rules.run);
  }

  render() {
    return html`<div class="page-head">
        <div>
          <h1>Rules</h1>
          <p class="small">They are tried from above to below; those from files come first.</p>
        </div>
        <a class="button" href="/rules/try">${icon('play-fill')}Try rules out</a>
        <a class="button main" href="/rules/new">${icon('plus-lg')}New rule</a>
      </div>
      <div class="stack">
        ${problemBox(this.problem)}
        ${loaded(this.#rules, ({ items, failed }) => html`${failed.map(broken)} ${items.length ? this.#list(items) : nothingYet}`)}
      </div>
      ${this.#dialog()}`;
  }

  #list(items) {
    return html`<ol class="card list">
      ${items.map(rule => this.#rule(rule))}
    </ol>`;
  }

  #rule(rule) {
    return html`<li class="row rule ${rule.enabled ? '' : 'off'}">
      <div class="stack tight">
        <div class="row">
          <h2>${rule.name}</h2>
          ${rule.enabled ? '' : html`<span class="badge">${icon('slash-circle')}off</span>`}
          ${
            rule.source === 'file'
              ? html`<span class="badge" title="Rules from files are changed in their file"
                  >${icon('file-earmark-code')}${rule.file}${rule.line ? `, line ${rule.line}` : ''}</span
                >`
              : html`<span class="badge accent">${icon('pencil')}made here</span>`
          }
        </div>
        <p class="break"><span class="soft">When</span> ${whenWords(rule.when).join(', ')}</p>
        <p class="break"><span class="soft">then</span> ${thenWords(rule.then).join(', ')}</p>
      </div>
      ${rule.id ? this.#ways(rule) : ''}
    </li>`;
  }

  #ways(rule) {
    return html`<div class="push row">
      <a class="button small" href="/rules/${rule.id}" aria-label="Change ${rule.name}">${icon('pencil')}Change</a>
      <button
        type="button"
        class="button small danger"
        aria-label="Delete ${rule.name}"
        @click=${() => this.#ask(rule)}
      >
        ${icon('trash3')}Delete
      </button>
    </div>`;
  }

  #dialog() {
    return html`<dialog aria-labelledby="leave-title">
      <form method="dialog" class="stack">
        <h2 id="leave-title">Delete the rule “${this.leaving?.name}”?</h2>
        <p>It ceases to work at once.</p>
        <div class="row">
          <button class="button danger" @click=${() => this.#delete(this.leaving)}>${icon('trash3')}Delete it</button>
          <button class="button">Keep it</button>
        </div>
      </form>
    </dialog>`;
  }

  async #ask(rule) {
    this.leaving = rule;
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }

  async #delete(rule) {
    const [, problem] = await settle(() => remove(`/rules/${rule.id}`, { 'If-Match': `"${rule.version}"` }));
    this.problem = problem;
    if (!problem) store.announce(`The rule ${rule.name} is deleted.`);
    this.#rules.run();
  }
}

const broken = ({ file, line, reason }) =>
  html`<div class="problem" role="alert">
    ${icon('exclamation-triangle-fill')}<span class="text"
      ><strong>${file}${line ? `, line ${line}` : ''}:</strong> ${reason}</span
    >
    <a class="button small" href="/files">Files</a>
  </div>`;

const nothingYet = emptyBox('list-check', 'There are no rules yet', 'Without a rule a message stays where it arrived.');

customElements.define('rules-page', RulesPage);
