/**
 * Rules as the fields of a form. What a form has no field for is edited as JSON instead.
 *
 * @typedef {{ kind: string, value: string, format: string }} Action
 * @typedef {{ channel: string, text: string, sender: string, tag: string, then: Action[] }} Fields
 */

const CONDITIONS = /** @type {const} */ (['channel', 'text', 'sender', 'tag']);

/** The actions that a form offers, with what their value is called. */
export const ACTIONS = {
  send: 'Send to',
  tag: 'Tag with',
  priority: 'Set the priority to',
  assign: 'Assign to',
  reply: 'Reply',
  story: 'Keep as a story titled',
  stop: 'Try no further rules',
};

/** Actions that take several values. */
const LISTS = ['tag', 'assign'];

/** @returns {Fields} */
export const emptyFields = () => ({
  channel: '',
  text: '',
  sender: '',
  tag: '',
  then: [{ kind: 'send', value: '', format: '' }],
});

/**
 * @param {Pick<import('../types.js').Rule, 'when' | 'then'>} rule
 * @returns {Fields | undefined} undefined: it says more than the form can
 */
export function fieldsOf({ when, then }) {
  if (!Object.entries(when).every(([key, value]) => CONDITIONS.includes(/** @type {any} */ (key)) && isTexts(value)))
    return undefined;
  const actions = then.map(actionOf);
  if (actions.includes(undefined)) return undefined;
  const texts = Object.fromEntries(CONDITIONS.map(key => [key, [when[key] ?? []].flat().join(', ')]));
  return /** @type {Fields} */ ({ ...texts, then: actions });
}

/**
 * @param {Fields} fields
 * @returns {Pick<import('../types.js').Rule, 'when' | 'then'>}
 */
export function ruleOf(fields) {
  const when = {};
  for (const key of CONDITIONS) {
    const values = listed(fields[key]);
    if (values.length) when[key] = values.length === 1 ? values[0] : values;
  }
  return { when, then: fields.then.map(written) };
}

function actionOf(action) {
  const { format = '', ...rest } = action;
  const [[kind, value], ...more] = Object.entries(rest);
  const fits = kind === 'stop' || (LISTS.includes(kind) ? isTexts(value) : typeof value === 'string');
  if (more.length || !ACTIONS[kind] || !fits) return undefined;
  return { kind, value: kind === 'stop' ? '' : [value].flat().join(', '), format: String(format) };
}

function written({ kind, value, format }) {
  if (kind === 'stop') return { stop: true };
  if (kind === 'send') return format ? { send: value.trim(), format } : { send: value.trim() };
  if (LISTS.includes(kind)) {
    const values = listed(value);
    return { [kind]: values.length === 1 ? values[0] : values };
  }
  return { [kind]: value.trim() };
}

/** Texts without a comma in them can stand in one field, with commas between. */
function isTexts(value) {
  return [value].flat().every(text => typeof text === 'string' && !text.includes(','));
}

function listed(text) {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
}
