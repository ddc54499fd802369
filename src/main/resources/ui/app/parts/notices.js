import { html } from 'lit';
import { icon } from './icon.js';

/** What went wrong, with a way on. @param {import('../api.js').Problem | undefined} problem @param {() => void} [retry] */
export const problemBox = (problem, retry) =>
  problem
    ? html`<div class="problem" role="alert">
        ${icon('exclamation-triangle-fill')}
        <span class="text">${problem.message}${unplaced(problem)}</span>
        ${retry ? html`<button type="button" class="button small" @click=${retry}>${icon('arrow-clockwise')}Try again</button>` : ''}
      </div>`
    : '';

export const loadingBox = (what = 'Loading …') => html`<div class="loading" role="status">${what}</div>`;

/** @param {string} sign @param {string} title @param {unknown} [more] */
export const emptyBox = (sign, title, more = '') =>
  html`<div class="empty">
    ${icon(sign)}
    <h2>${title}</h2>
    ${more ? html`<p>${more}</p>` : ''}
  </div>`;

/**
 * A loaded thing: loading, or wrong, or shown; what is there already stays while it is fetched again.
 * @param {import('../element.js').Load} load
 * @param {(value: any) => unknown} show
 */
export const loaded = (load, show) =>
  html`${problemBox(load.problem, load.run)}
  ${load.value !== undefined ? show(load.value) : load.problem ? '' : loadingBox()}`;

/** The button to the following page of a list. @param {import('../element.js').Pages} pages */
export const moreButton = pages =>
  pages.value?.next
    ? html`<p class="padded">
        <button type="button" class="button" ?disabled=${pages.busy} @click=${pages.more}>
          ${pages.busy ? 'Loading …' : 'Load more'}
        </button>
      </p>`
    : '';

/** What belongs to no field of a form: those say it themselves. */
function unplaced(problem) {
  const reasons = problem.errors.map(({ field, reason }) => `${field.replace(/^\//, '')} ${reason}`);
  return reasons.length && !reasons.some(reason => problem.message.includes(reason)) ? ` (${reasons.join('; ')})` : '';
}
