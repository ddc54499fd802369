import { html } from 'lit';
import { exactTime, shortTime } from '../format.js';
import { linked } from '../linkify.js';
import { priorityBadge, tagBadge } from './badges.js';

/** Messages of any channel, one below another, each with the way to its trace. @param {import('../types.js').Message[]} messages */
export const messageList = messages =>
  html`<ul class="list">
    ${messages.map(
      message =>
        html`<li class="stack tight">
          <div class="row">
            <strong title=${message.sender}>${message.senderShown}</strong>
            <a class="small" href="/channels/${message.channel}">${message.channel}</a>
            ${priorityBadge(message.priority)} ${message.tags.map(tagBadge)}
            <time class="small soft push" datetime=${message.receivedAt} title=${exactTime(message.receivedAt)}
              >${shortTime(message.receivedAt)}</time
            >
            <a class="small" href="/messages/${message.id}">trace</a>
          </div>
          ${message.subject ? html`<p><strong>${message.subject}</strong></p>` : ''}
          <p class="pre">${linked(message.text, message.links)}</p>
        </li>`,
    )}
  </ul>`;
