import { html } from 'lit';
import { counted, shortAddress, shortTime } from '../format.js';
import { icon } from './icon.js';
import { emptyBox } from './notices.js';

/** What rules would do: which match and why, what would be sent, what would be held back. */
export const dryRunResults = ({ examined, matched, results }) =>
  html`<section class="stack" aria-label="What would happen">
    <p>
      <strong>${counted(matched, 'message')}</strong> of ${counted(examined, 'message')}
      ${matched === 1 ? 'meets' : 'meet'} a rule.
    </p>
    ${
      results.length
        ? html`<ul class="card list">
            ${results.map(one)}
          </ul>`
        : emptyBox('list-check', 'No message was tried')
    }
  </section>`;

const one = ({ message, matches, send, suppressed }) =>
  html`<li class="stack tight">
    <div class="row">
      <strong>${shortAddress(message.sender)}</strong><span class="small soft">${message.channel}</span>
      ${message.id ? html`<a class="small push" href="/messages/${message.id}">${message.receivedAt ? shortTime(message.receivedAt) : 'trace'}</a>` : ''}
    </div>
    <p class="pre">${message.text}</p>
    ${
      matches.length || send.length || suppressed.length
        ? html`<ul class="effects">
            ${matches.map(match)} ${send.map(sent)} ${suppressed.map(heldBack)}
          </ul>`
        : html`<p class="small soft">No rule matches: it would stay where it arrived.</p>`
    }
  </li>`;

const match = ({ rule, file, why, did = [] }) =>
  html`<li>
    ${icon('list-check')}
    <div>
      The rule <strong>${rule}</strong> matches${file ? html` <code class="soft">${file}</code>` : ''}
      ${why.map(reason => html`<div class="small soft">${reason}</div>`)}
      ${did.map(what => html`<div class="small">${what}</div>`)}
    </div>
  </li>`;

const sent = ({ channel, recipient, text, rule }) =>
  html`<li class="good">
    ${icon('arrow-right')}
    <div>
      Would go to
      <strong>${channel}</strong
      >${recipient ? ` (${recipient})` : ''}${rule ? html` <span class="small soft">by “${rule}”</span>` : ''}
      ${text ? html`<div class="pre shown">${text}</div>` : ''}
    </div>
  </li>`;

const heldBack = ({ channel, rule, reason }) =>
  html`<li class="warn">
    ${icon('slash-circle')}
    <div>
      Would be held back from
      <strong>${channel}</strong>${rule ? html` <span class="small soft">by “${rule}”</span>` : ''}
      <div class="small">${reason}</div>
    </div>
  </li>`;
