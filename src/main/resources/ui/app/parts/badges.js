import { html } from 'lit';
import { icon } from './icon.js';

const CHANNEL = {
  up: ['good', 'check-lg', 'up'],
  down: ['', 'slash-circle', 'down'],
  off: ['', 'slash-circle', 'off'],
  paused: ['warn', 'pause-fill', 'paused'],
  failed: ['bad', 'exclamation-triangle-fill', 'failed'],
  running: ['good', 'check-lg', 'running'],
  starting: ['accent', 'hourglass-split', 'starting'],
  waiting: ['', 'clock', 'waiting'],
  removed: ['', 'slash-circle', 'removed'],
};

const DELIVERY = {
  pending: ['', 'hourglass-split', 'pending'],
  sent: ['good', 'check-lg', 'sent'],
  delivered: ['good', 'check-lg', 'delivered'],
  read: ['good', 'eye', 'read'],
  dead: ['bad', 'x-octagon-fill', 'dead'],
  bounced: ['bad', 'reply-fill', 'bounced'],
  uncertain: ['unsure', 'question-lg', 'uncertain'],
};

const PRIORITY = {
  low: ['', 'arrow-down', 'low'],
  high: ['warn', 'flag-fill', 'high'],
  urgent: ['bad', 'lightning-charge-fill', 'urgent'],
};

/** A state by colour, sign and word. @param {string} state of a channel, a file or a job */
export const stateBadge = state => badge(CHANNEL[state] ?? ['', 'question-lg', state]);

/** @param {import('../types.js').DeliveryState} state */
export const deliveryBadge = state => badge(DELIVERY[state] ?? ['', 'question-lg', state]);

/** The colour of a delivery's state, and its sign. @param {string} state @returns {string[]} */
export const deliveryLook = state => DELIVERY[state] ?? ['', 'question-lg', state];

/** Nothing for what is normal. @param {string} priority */
export const priorityBadge = priority => (PRIORITY[priority] ? badge(PRIORITY[priority]) : '');

/** @param {string} tag */
export const tagBadge = tag =>
  html`<a class="badge accent" href="/search?tag=${encodeURIComponent(tag)}">${icon('tag')}${tag}</a>`;

function badge([look, sign, word]) {
  return html`<span class="badge ${look}">${icon(sign)}${word}</span>`;
}
