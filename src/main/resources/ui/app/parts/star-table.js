import { html } from 'lit';
import { HubElement } from '../element.js';
import { exactTime, number, shortTime } from '../format.js';
import { stateBadge } from './badges.js';
import { icon, kindIcon } from './icon.js';

/** The star as a table: what the picture shows, in words and numbers. */
class StarTable extends HubElement {
  static properties = { channels: { attribute: false } };

  render() {
    return html`<div class="table-box" tabindex="0" role="group" aria-label="Channels">
      <table class="cards">
        <caption class="sr-only">
          Channels, their state and their counters
        </caption>
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">State</th>
            <th scope="col" class="number">In</th>
            <th scope="col" class="number">Sent</th>
            <th scope="col" class="number">Waiting</th>
            <th scope="col" class="number">Dead</th>
            <th scope="col">Last message</th>
          </tr>
        </thead>
        <tbody>
          ${this.channels.map(row)}
        </tbody>
      </table>
    </div>`;
  }
}

const row = ({ id, kind, title, state, reason, counters, lastMessageAt }) =>
  html`<tr>
    <th scope="row">
      <a href="/star/${id}?view=table">${icon(kindIcon(kind))} ${title || id}</a>
      <div class="small soft">${id}</div>
    </th>
    <td data-label="State">
      <span>${stateBadge(state)}${reason ? html`<div class="small soft break">${reason}</div>` : ''}</span>
    </td>
    <td data-label="In" class="number">${number(counters.in)}</td>
    <td data-label="Sent" class="number">${number(counters.sent)}</td>
    <td data-label="Waiting" class="number">${number(counters.pending)}</td>
    <td data-label="Dead" class="number">${number(counters.dead)}</td>
    <td data-label="Last message">
      ${lastMessageAt ? html`<time datetime=${lastMessageAt} title=${exactTime(lastMessageAt)}>${shortTime(lastMessageAt)}</time>` : '–'}
    </td>
  </tr>`;

customElements.define('star-table', StarTable);
