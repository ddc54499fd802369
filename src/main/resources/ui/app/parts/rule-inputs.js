import { html, nothing } from 'lit';
import { store } from '../store.js';
import { field, textField } from './field.js';
import { icon } from './icon.js';
import { ACTIONS } from './rule-fields.js';

const PRIORITIES = ['low', 'normal', 'high', 'urgent'];

/** @param {import('./rule-fields.js').Fields} fields @param {import('../api.js').Problem} [problem] */
export const conditionFields = (fields, problem) =>
  html`<fieldset class="stack">
    <legend>When all of this holds</legend>
    <div class="fields">
      ${textField({ name: 'channel', label: 'Channel', value: fields.channel, list: 'channels', placeholder: 'shoutbox/team, sms/*', help: 'With commas: any of them.', wrong: problem?.at('/when/channel') })}
      ${textField({ name: 'text', label: 'Says', value: fields.text, placeholder: 'urgent, emergency', help: 'Words or phrases; any of them.', wrong: problem?.at('/when/text') })}
      ${textField({ name: 'sender', label: 'From', value: fields.sender, placeholder: 'mailto:*@example.org', wrong: problem?.at('/when/sender') })}
      ${textField({ name: 'tag', label: 'Tagged', value: fields.tag, placeholder: 'incident', wrong: problem?.at('/when/tag') })}
    </div>
    <datalist id="channels">${[...store.channels.keys()].map(id => html`<option value=${id}></option>`)}</datalist>
  </fieldset>`;

/**
 * @param {import('./rule-fields.js').Action[]} then
 * @param {import('../api.js').Problem | undefined} problem
 * @param {(then: import('./rule-fields.js').Action[]) => void} set  the list became longer, shorter or of other kinds
 */
export const actionFields = (then, problem, set) =>
  html`<fieldset class="stack">
    <legend>then</legend>
    <ol class="stack">
      ${then.map((action, i) => html`<li class="action">${one(action, i, then, problem, set)}</li>`)}
    </ol>
    <p>
      <button
        type="button"
        class="button small"
        @click=${() => set([...then, { kind: 'send', value: '', format: '' }])}
      >
        ${icon('plus-lg')}One more
      </button>
    </p>
  </fieldset>`;

function one({ kind, value, format }, i, then, problem, set) {
  const change = event =>
    set(then.map((other, at) => (at === i ? { kind: event.target.value, value: '', format: '' } : other)));
  return html`
    ${field({
      id: `kind-${i}`,
      label: 'Do',
      control: ({ id }) =>
        html`<select id=${id} name="kind-${i}" @change=${change}>
          ${Object.entries(ACTIONS).map(([name, word]) => html`<option value=${name} ?selected=${name === kind}>${word}</option>`)}
        </select>`,
    })}
    ${kind === 'stop' ? '' : kind === 'priority' ? priority(i, value) : text(kind, i, value, problem)}
    ${kind === 'send' ? textField({ name: `format-${i}`, label: 'Written as', value: format, placeholder: '{sender}: {body}', help: 'Empty: as the channel does it.' }) : ''}
    ${
      then.length > 1
        ? html`<button
            type="button"
            class="icon-button"
            aria-label="Take action ${i + 1} away"
            title="Take away"
            @click=${() => set(then.filter((_, at) => at !== i))}
          >
            ${icon('trash3')}
          </button>`
        : ''
    }
  `;
}

const text = (kind, i, value, problem) =>
  textField({
    name: `value-${i}`,
    label: kind === 'send' ? 'Channel' : kind === 'reply' || kind === 'story' ? 'Text' : 'What',
    value,
    required: true,
    list: kind === 'send' ? 'channels' : undefined,
    placeholder: { send: 'chatbot/ops', tag: 'incident', assign: 'group/oncall' }[kind],
    wrong: problem?.at(`/then/${i}`),
  });

const priority = (i, value) =>
  field({
    id: `value-${i}`,
    label: 'Priority',
    control: ({ id }) =>
      html`<select id=${id} name="value-${i}">
        ${PRIORITIES.map(name => html`<option ?selected=${name === (value || 'high')}>${name}</option>`)}
      </select>`,
  });

/** @param {{ when: unknown, then: unknown }} rule @param {import('../api.js').Problem} [problem] */
export const jsonFields = (rule, problem) => html`
  ${json('when', 'When', rule.when, problem)} ${json('then', 'Then', rule.then, problem)}
  <p class="small soft">
    The language is that of rule files:
    <a href="/api/v1/rules/schema" target="_blank" rel="noopener">its JSON Schema</a>.
  </p>
`;

const json = (name, label, value, problem) =>
  field({
    id: `json-${name}`,
    label,
    wrong: problem?.at(`/${name}`),
    control: ({ id, describedBy, invalid }) =>
      html`<textarea
        class="code"
        id=${id}
        name=${name}
        rows="8"
        spellcheck="false"
        required
        aria-describedby=${describedBy}
        aria-invalid=${invalid ?? nothing}
        .defaultValue=${JSON.stringify(value, null, 2)}
      ></textarea>`,
  });
