import { html } from 'lit';
import { get, post, settle } from '../api.js';
import { Load } from '../element.js';
import { ago, exactTime } from '../format.js';
import { Page } from '../page.js';
import { store } from '../store.js';
import { stateBadge } from '../parts/badges.js';
import { icon } from '../parts/icon.js';
import { emptyBox, loaded, problemBox } from '../parts/notices.js';

const LOOK_AGAIN = 1500;

/** What a clock starts, and a button to start it now. */
class JobsPage extends Page {
  static properties = { problem: { state: true }, busy: { state: true } };

  #jobs = new Load(this, () => get('/jobs'));

  get windowTitle() {
    return 'Jobs';
  }

  render() {
    return html`<div class="page-head"><h1>Jobs</h1></div>
      ${problemBox(this.problem)}
      ${loaded(this.#jobs, ({ items }) =>
        items.length
          ? html`<ul class="card list">
              ${items.map(job => this.#job(job))}
            </ul>`
          : emptyBox('clock', 'There are no jobs', 'A route file that begins with a clock makes one.'),
      )}`;
  }

  #job({ name, schedule, state, next, last, reason }) {
    return html`<li class="row">
      <div class="stack tight">
        <div class="row">
          <h2>${name}</h2>
          ${stateBadge(state)}
        </div>
        ${reason ? html`<p class="break">${reason}</p>` : ''}
        <p class="small soft">
          ${[schedule].filter(Boolean)}${last ? html` · last ran ${time(last)}` : ''}${next ? html` · next ${time(next)}` : ''}
        </p>
      </div>
      <button
        type="button"
        class="button small push"
        aria-label="Run now: ${name}"
        ?disabled=${this.busy === name}
        @click=${() => this.#run(name)}
      >
        ${icon('play-fill')}Run now
      </button>
    </li>`;
  }

  async #run(name) {
    this.busy = name;
    const [, problem] = await settle(() => post(`/jobs/${name}/run`));
    this.busy = undefined;
    this.problem = problem;
    if (problem) return;
    store.announce(`${name} was started.`);
    await this.#jobs.run();
    setTimeout(this.#jobs.run, LOOK_AGAIN);
  }
}

const time = at => html`<time datetime=${at} title=${exactTime(at)}>${ago(at)}</time>`;

customElements.define('jobs-page', JobsPage);
