import { html } from 'lit';
import { callWithTag, post, Problem, put, settle } from '../api.js';
import { Load } from '../element.js';
import { Page } from '../page.js';
import { go } from '../router.js';
import { store } from '../store.js';
import { textField, valuesOf } from '../parts/field.js';
import { icon } from '../parts/icon.js';
import { loaded, problemBox } from '../parts/notices.js';
import { emptyFields, fieldsOf, ruleOf } from '../parts/rule-fields.js';
import { actionFields, conditionFields, jsonFields } from '../parts/rule-inputs.js';

const DEFAULT_ORDER = 1000;

/** A rule that is made or changed here: by fields, or as data where fields do not suffice. */
class RulePage extends Page {
  static properties = {
    problem: { state: true },
    fields: { state: true },
    asJson: { state: true },
    busy: { state: true },
  };

  #rule = new Load(this, async () => {
    const { value, etag } = this.params.id
      ? await callWithTag(`/rules/${this.params.id}`)
      : { value: undefined, etag: null };
    this.etag = etag;
    this.fields = value ? fieldsOf(value) : emptyFields();
    this.asJson = !this.fields;
    return value ?? { name: '', enabled: true, order: DEFAULT_ORDER, when: {}, then: [] };
  });

  get windowTitle() {
    return this.params.id ? 'Change a rule' : 'New rule';
  }

  render() {
    return html`<div class="page-head"><h1>${this.windowTitle}</h1></div>
      ${loaded(this.#rule, rule => this.#form(rule))}`;
  }

  #form(rule) {
    return html`<form class="card padded stack" @submit=${this.#submit}>
      ${problemBox(this.problem, this.problem?.status === 412 ? this.#rule.run : undefined)}
      <div class="fields">
        ${textField({ name: 'name', label: 'Name', value: rule.name, required: true, maxlength: 200, spellcheck: 'true', wrong: this.problem?.at('/name') })}
        ${textField({ name: 'order', label: 'Order', type: 'number', value: String(rule.order ?? DEFAULT_ORDER), help: 'Lower ones are tried first.', wrong: this.problem?.at('/order') })}
      </div>
      <label class="check"><input type="checkbox" name="enabled" .defaultChecked=${rule.enabled} />In force</label>
      ${this.asJson ? jsonFields(rule, this.problem) : html`${conditionFields(this.fields, this.problem)} ${actionFields(this.fields.then, this.problem, this.#setThen)}`}
      ${this.asJson && !this.fields ? '' : html`<p><button type="button" class="link-button small" @click=${this.#turn}>${this.asJson ? 'Edit by fields' : 'Edit as data (JSON)'}</button></p>`}
      <div class="row">
        <button class="button main" ?disabled=${this.busy}>${icon('check-lg')}Save</button>
        <a class="button" href="/rules">Cancel</a>
      </div>
    </form>`;
  }

  #setThen = then => {
    this.fields = { ...this.#typed(), then };
  };

  /** What stands in the fields now. */
  #typed() {
    const values = valuesOf(this.querySelector('form'));
    const { channel, text, sender, tag } = values;
    const then = this.fields.then.map((action, i) => ({
      kind: values[`kind-${i}`] ?? action.kind,
      value: values[`value-${i}`] ?? '',
      format: values[`format-${i}`] ?? '',
    }));
    return { channel, text, sender, tag, then };
  }

  #turn = () => {
    const [rule, problem] = this.#written();
    this.problem = problem;
    if (problem) return;
    const fields = fieldsOf(rule);
    if (this.asJson && !fields) {
      this.problem = new Problem(0, { detail: 'It says more than the fields can.' });
      return;
    }
    this.#rule.value = { ...this.#rule.value, ...rule };
    this.fields = fields ?? this.fields;
    this.asJson = !this.asJson;
  };

  /** The rule as it stands in the form, or what is wrong with it. @returns {[any, Problem | undefined]} */
  #written() {
    const form = this.querySelector('form');
    const { name, order, when, then } = valuesOf(form);
    const common = { name, enabled: form.elements.enabled.checked, order: Number(order) };
    if (!this.asJson) return [{ ...common, ...ruleOf(this.#typed()) }, undefined];
    try {
      return [{ ...common, when: JSON.parse(when), then: JSON.parse(then) }, undefined];
    } catch (e) {
      return [undefined, new Problem(0, { detail: `This is not JSON: ${/** @type {Error} */ (e).message}` })];
    }
  }

  async #submit(event) {
    event.preventDefault();
    const [rule, unreadable] = this.#written();
    this.problem = unreadable;
    if (unreadable) return;
    if (!this.asJson) this.fields = this.#typed();
    this.busy = true;
    const [saved, problem] = await settle(() =>
      this.params.id ? put(`/rules/${this.params.id}`, rule, { 'If-Match': this.etag ?? '*' }) : post('/rules', rule),
    );
    this.busy = false;
    this.problem =
      problem?.status === 412
        ? new Problem(412, {
            detail:
              'Somebody changed this rule meanwhile. “Try again” shows it as it is now; what you wrote here is then lost.',
          })
        : problem;
    if (!saved) return;
    store.announce(`The rule ${saved.name} is saved.`);
    go('/rules');
  }
}

customElements.define('rule-page', RulePage);
