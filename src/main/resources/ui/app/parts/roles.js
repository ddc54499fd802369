import { html } from 'lit';
import { field } from './field.js';

/** From the least to the most; each may do what those before it may. */
const ROLES = ['member', 'operator', 'admin'];

/** The field of a form for a role. @param {string} id */
export const roleChoice = id =>
  field({
    id,
    label: 'Role',
    control: aria =>
      html`<select id=${aria.id} name="role">
        ${ROLES.map(role => html`<option>${role}</option>`)}
      </select>`,
  });

/** A role that can be changed at once. @param {string} label @param {string[]} roles @param {(role: string) => void} set */
export const roleSelect = (label, roles, set) => {
  const highest = ROLES.findLast(role => roles.includes(role));
  return html`<select class="inline" aria-label=${label} .value=${highest} @change=${event => set(event.target.value)}>
    ${ROLES.map(role => html`<option ?selected=${role === highest}>${role}</option>`)}
  </select>`;
};

/** What is shown once and never again. @param {string} what @param {string} secret */
export const secretNote = (what, secret) =>
  html`<div class="note stack tight" role="status">
    <p><strong>${what}</strong>, shown this once:</p>
    <p class="secret">${secret}</p>
    <p>
      <button type="button" class="button small" @click=${() => navigator.clipboard?.writeText(secret)}>Copy</button>
    </p>
  </div>`;
