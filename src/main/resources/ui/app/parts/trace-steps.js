import { shortAddress } from '../format.js';

/**
 * A line of a message's trace as the time line shows it.
 * @typedef {{ sign: string, look: string, title: string, lines: string[], at?: string, file?: string }} Step
 */

const list = value =>
  Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)];
const target = step =>
  [step.target ?? step.channel, step.recipient && `(${shortAddress(step.recipient)})`].filter(Boolean).join(' ');
const byRule = step => (step.rule ? [`by the rule “${step.rule}”`] : []);
const line = (sign, look, title, lines = []) => ({ sign, look, title, lines });

/** What was done to a message before it was stored, by the step's name. */
const BEFORE = {
  parsed: step => line('code-slash', 'accent', `Read by the parser ${step.parser}`, rest(step, ['parser'])),
  'parser-skipped': step =>
    line('exclamation-triangle-fill', 'warn', `The parser ${step.parser} was skipped`, list(step.reason)),
  tagged: step =>
    line('tag', 'accent', `Tagged ${list(step.tag ?? step.tags).join(', ')}`, rest(step, ['tag', 'tags'])),
  command: step => line('terminal', 'accent', `Understood as a command to ${step.channel}`),
  replied: step => line('reply-fill', 'accent', 'Made as a reply', byRule(step)),
  matched: step => ({
    ...line('list-check', 'accent', `The rule “${step.rule}” matched`, list(step.why)),
    file: step.origin ?? step.file,
  }),
  planned: step => line('arrow-right', 'accent', `To be sent to ${target(step)}`, byRule(step)),
  suppressed: step =>
    line('slash-circle', 'warn', `Held back from ${target(step)}`, [...list(step.why ?? step.reason), ...byRule(step)]),
  form: step => line('exclamation-triangle-fill', 'warn', 'Looked like a form, and is none that is taken', list(step.reason)),
  stopped: step => line('x-octagon-fill', '', 'No further rules were tried', byRule(step)),
};

/** What happened from then on, by the event's type. */
const AFTER = {
  'message.repeated': event =>
    event.detail.reason
      ? line('slash-circle', 'warn', `Not brought back to ${event.channel}`, list(event.detail.reason))
      : line('copy', '', 'The same arrived again and was not stored again'),
  'message.edited': event => line('arrow-repeat', '', `Corrected by ${event.detail.by}`, owed(event)),
  'message.deleted': event => line('x-octagon-fill', '', `Deleted by ${event.detail.by}`, owed(event)),
  'delivery.sent': event => line('check-lg', 'good', `Sent to ${event.channel}`, attempt(event)),
  'delivery.retry': event =>
    line('arrow-repeat', 'warn', `An attempt to send to ${event.channel} failed`, attempt(event)),
  'delivery.dead': event => line('x-octagon-fill', 'bad', `Given up sending to ${event.channel}`, attempt(event)),
  'delivery.uncertain': event => line('question-lg', 'unsure', `Perhaps sent to ${event.channel}`, attempt(event)),
  'delivery.receipt': event =>
    line('eye', 'good', `${event.channel} says: ${event.detail.state ?? 'received'}`, list(event.detail.reason)),
  'delivery.redriven': event =>
    line('arrow-clockwise', 'accent', `To be sent to ${event.channel} again`, rest(event.detail, [])),
};

/**
 * The whole time line, from the arrival on.
 * @param {import('../types.js').Trace} trace
 * @returns {Step[]}
 */
export function stepsOf({ message, events }) {
  const arrived = {
    ...line('inbox', '', `Arrived on ${message.channel}`, [
      `from ${message.senderShown} (${message.sender}${message.verified ? ', verified' : ', not verified'})`,
      ...(message.externalId ? [`its id there: ${message.externalId}`] : []),
    ]),
    at: message.sentAt ?? message.receivedAt,
  };
  return [arrived, ...events.flatMap(ofEvent)];
}

function ofEvent(event) {
  if (event.type !== 'message.stored') {
    const make = AFTER[event.type] ?? (() => line('question-lg', '', event.type, rest(event.detail, [])));
    return [{ ...make(event), at: event.at }];
  }
  const before = stepsIn(event.detail).map(step => (BEFORE[step.step] ?? plain)(step));
  return [
    ...before,
    { ...line('shield-check', 'good', 'Stored', ['with one delivery for each target']), at: event.at },
  ];
}

const owed = ({ detail }) => [`${detail.deliveries} targets are told`];

const stepsIn = detail => (Array.isArray(detail.steps) ? detail.steps : []);

const plain = step => line('chevron-right', '', String(step.step), rest(step, []));

function attempt({ detail }) {
  const { attempt: count, millis, reason, retryAt, ...more } = detail;
  return [
    ...list(reason),
    [count !== undefined ? `attempt ${count}` : '', millis !== undefined ? `${millis} ms` : '']
      .filter(Boolean)
      .join(', '),
    retryAt ? `again at ${new Date(retryAt).toLocaleTimeString()}` : '',
    ...rest(more, []),
  ].filter(Boolean);
}

/** What else a step says, for people: `key: value`. */
function rest(step, known) {
  return Object.entries(step)
    .filter(([key, value]) => key !== 'step' && !known.includes(key) && value !== null)
    .map(([key, value]) => `${key}: ${Array.isArray(value) ? value.map(text).join(', ') : text(value)}`);
}

const text = value => (typeof value === 'object' ? JSON.stringify(value) : String(value));
