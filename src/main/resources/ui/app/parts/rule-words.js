/** Rules in words, so that one need not read their data. */

const several = value => (Array.isArray(value) ? value : [value]).map(String);
const either = value => several(value).join(' or ');
const quoted = value =>
  several(value)
    .map(text => `“${text}”`)
    .join(' or ');

const WHEN = {
  channel: value => `on ${either(value)}`,
  sender: value => `from ${either(value)}`,
  text: value => `says ${quoted(value)}`,
  subject: value => `the subject says ${quoted(value)}`,
  matches: value => `matches ${either(value)}`,
  tag: value => `tagged ${either(value)}`,
  priority: value => `priority ${value} or higher`,
  verified: value => (value ? 'the sender is verified' : 'the sender is not verified'),
  hasAttachment: value => (value ? 'with a file' : 'without a file'),
  time: value => `at ${plain(value)}`,
  not: value => `not (${joined(value)})`,
  any: value => `any of ${nested(value, ' or ')}`,
  all: value => `all of ${nested(value, ' and ')}`,
};

const THEN = {
  send: ({ send, to, format }) => `send to ${send}${to ? ` (${to})` : ''}${format ? ` as “${format}”` : ''}`,
  tag: ({ tag }) => `tag ${several(tag).join(', ')}`,
  priority: ({ priority }) => `set the priority to ${priority}`,
  assign: ({ assign }) => `assign to ${several(assign).join(', ')}`,
  actionable: ({ actionable }) => (actionable ? 'mark as to be done' : 'mark as nothing to do'),
  reply: ({ reply }) => `reply “${reply}”`,
  story: ({ story }) => `keep as a story “${story}”`,
  stop: () => 'try no further rules',
};

/** @param {Record<string, any>} when @returns {string[]} */
export const whenWords = when => {
  const words = Object.entries(when).map(([key, value]) => (WHEN[key] ?? (other => `${key}: ${plain(other)}`))(value));
  return words.length ? words : ['anything is said'];
};

/** @param {Record<string, any>[]} then @returns {string[]} */
export const thenWords = then =>
  then.map(action => {
    const key = Object.keys(THEN).find(name => name in action);
    return key ? THEN[key](action) : plain(action);
  });

const joined = when => whenWords(when).join(', ');
const nested = (list, word) =>
  [list]
    .flat()
    .map(when => `(${joined(when)})`)
    .join(word);

function plain(value) {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
