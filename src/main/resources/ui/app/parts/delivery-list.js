import { html } from 'lit';
import { exactTime, shortTime } from '../format.js';
import { deliveryBadge } from './badges.js';
import { icon } from './icon.js';

/**
 * Deliveries one a line: whither, how it stands and why.
 * @param {import('../types.js').Delivery[]} deliveries
 * @param {{ busy?: string, redrive?: (delivery: import('../types.js').Delivery) => void, trace?: boolean }} [options]
 */
export const deliveryList = (deliveries, options = {}) =>
  html`<ul class="list">
    ${deliveries.map(delivery => line(delivery, options))}
  </ul>`;

function line(delivery, { busy, redrive, trace }) {
  const { id, message, channel, recipient, state, attempts, reason, updatedAt, dueAt } = delivery;
  const again = redrive && (state === 'dead' || state === 'uncertain' || state === 'bounced');
  return html`<li class="row">
    <div class="stack tight">
      <div class="row">
        <a href="/star/${channel}">${channel}</a>${recipient ? html`<span class="soft break">${recipient}</span>` : ''}
        ${deliveryBadge(state)}
      </div>
      ${reason ? html`<p class="break">${reason}</p>` : ''}
      <p class="small soft">
        ${attempts === 1 ? '1 attempt' : `${attempts} attempts`},
        <time datetime=${updatedAt} title=${exactTime(updatedAt)}>${shortTime(updatedAt)}</time>
        ${state === 'pending' && dueAt ? html`, due <time datetime=${dueAt}>${exactTime(dueAt)}</time>` : ''}
        ${trace ? html`· <a href="/messages/${message}">trace</a>` : ''}
      </p>
    </div>
    ${
      again
        ? html`<button
            type="button"
            class="button small push"
            aria-label="Send again to ${channel}"
            ?disabled=${busy === id}
            @click=${() => redrive(delivery)}
          >
            ${icon('arrow-repeat')}Send again
          </button>`
        : ''
    }
  </li>`;
}
