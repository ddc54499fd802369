import { html } from 'lit';
import { get, post, settle } from '../api.js';
import { Load } from '../element.js';
import { counted, exactTime, shortTime } from '../format.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { stateBadge } from '../parts/badges.js';
import { icon } from '../parts/icon.js';
import { emptyBox, loaded, problemBox } from '../parts/notices.js';

/** Route files and rule files: which run, which do not, in which line and why. */
class FilesPage extends Page {
  static properties = { problem: { state: true }, busy: { state: true } };

  #routes = new Load(this, () => get('/route-files'));
  #rules = new Load(this, () => get('/rule-files'));

  get windowTitle() {
    return 'Files';
  }

  connectedCallback() {
    super.connectedCallback();
    store.addEventListener('files', this.#again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.removeEventListener('files', this.#again);
  }

  render() {
    return html`<div class="page-head">
        <h1>Files</h1>
        <button type="button" class="button small" @click=${this.#again}>${icon('arrow-clockwise')}Look again</button>
      </div>
      <div class="stack">
        ${problemBox(this.problem)}
        <section class="stack" aria-labelledby="route-files">
          <h2 id="route-files">Channels: <code>routes/</code></h2>
          ${loaded(this.#routes, ({ items }) => this.#list(items, file => this.#route(file), 'Put a route file into the folder, and its channel is there.'))}
        </section>
        <section class="stack" aria-labelledby="rule-files">
          <h2 id="rule-files">Rules: <code>config/rules/</code></h2>
          ${loaded(this.#rules, ({ items }) => this.#list(items, ruleFile, 'Put a rule file into the folder, and its rules are in force.'))}
        </section>
      </div>`;
  }

  #list(items, show, hint) {
    if (!items.length) return emptyBox('file-earmark-code', 'There are no files', hint);
    const failedFirst = [...items].sort((a, b) => Number(b.state === 'failed') - Number(a.state === 'failed'));
    return html`<ul class="card list">
      ${failedFirst.map(show)}
    </ul>`;
  }

  #route(file) {
    const what = file.state === 'paused' ? 'resume' : 'pause';
    const word = what === 'pause' ? 'Pause' : 'Resume';
    const switchable = file.state === 'paused' || file.runs;
    return html`<li class="row">
      <div class="stack tight">
        ${head(file)} ${trouble(file, file.runs ? 'The version before is still running.' : '')}
        <p class="small soft">
          ${file.channels.map(id => html`<a href="/star/${id}">${id}</a> · `)} ${counted(file.routes.length, 'route')} ·
          since ${time(file.since)}
        </p>
      </div>
      ${
        switchable
          ? html`<button
              type="button"
              class="button small push"
              aria-label="${word} ${file.file}"
              ?disabled=${this.busy === file.file}
              @click=${() => this.#set(file.file, what)}
            >
              ${icon(`${what === 'pause' ? 'pause' : 'play'}-fill`)}${word}
            </button>`
          : ''
      }
    </li>`;
  }

  async #set(file, what) {
    this.busy = file;
    const [, problem] = await settle(() => post(`/route-files/${encodeURIComponent(file)}/${what}`));
    this.busy = undefined;
    this.problem = problem;
    this.#routes.run();
  }

  #again = () => {
    this.#routes.run();
    this.#rules.run();
  };
}

const head = ({ file, state }) =>
  html`<div class="row">
    <h3 class="mono break">${file}</h3>
    ${stateBadge(state)}
  </div>`;

const trouble = ({ line, reason }, more) =>
  reason
    ? html`<p class="break">${line ? html`<strong>Line ${line}:</strong> ` : ''}${reason}</p>
        ${more ? html`<p class="small soft">${more}</p>` : ''}`
    : '';

const ruleFile = file =>
  html`<li class="stack tight">
    ${head(file)} ${trouble(file, 'The version before stays in force.')}
    <p class="small soft">
      ${counted(file.rules, 'rule')} in force${file.since ? html` · since ${time(file.since)}` : ''}
    </p>
  </li>`;

const time = at => html`<time datetime=${at} title=${exactTime(at)}>${shortTime(at)}</time>`;

customElements.define('files-page', FilesPage);
