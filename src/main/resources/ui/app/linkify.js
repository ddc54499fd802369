import { html } from 'lit';

const URL_IN_TEXT = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+/gi;
const TRAILING = /[.,;:!?…]+$/;

/**
 * A text with its links: those the hub found (`links`), and http(s) URLs. All of it stays text: nothing in it becomes
 * markup, and nothing but http(s) and paths of this hub becomes a link.
 *
 * @param {string} text
 * @param {import('./types.js').Link[]} [links]
 */
export function linked(text, links = []) {
  const parts = [];
  let at = 0;
  for (const link of stretches(text, links)) {
    parts.push(text.slice(at, link.start), anchor(text.slice(link.start, link.end), link.href));
    at = link.end;
  }
  parts.push(text.slice(at));
  return parts;
}

/**
 * Stretches of the text that lead somewhere, in order, none within another.
 * @param {string} text
 * @param {import('./types.js').Link[]} links
 */
export function stretches(text, links) {
  const all = [...links.filter(link => fits(link, text) && safe(link.href)), ...found(text)];
  all.sort((a, b) => a.start - b.start);
  let at = 0;
  return all.filter(link => {
    if (link.start < at) return false;
    at = link.end;
    return true;
  });
}

function found(text) {
  return [...text.matchAll(URL_IN_TEXT)].map(match => {
    const href = trimmed(match[0]);
    return { start: match.index, end: match.index + href.length, href };
  });
}

/** Without the punctuation that ends the sentence, and without a bracket that was opened before the URL. */
function trimmed(url) {
  let end = url.replace(TRAILING, '');
  while (end.endsWith(')') && count(end, ')') > count(end, '(')) end = end.slice(0, -1).replace(TRAILING, '');
  return end;
}

function count(text, sign) {
  return text.split(sign).length - 1;
}

function fits({ start, end }, text) {
  return start >= 0 && end > start && end <= text.length;
}

function safe(href) {
  try {
    return ['http:', 'https:'].includes(new URL(href, location.origin).protocol);
  } catch {
    return false;
  }
}

function anchor(text, href) {
  return html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}</a>`;
}
