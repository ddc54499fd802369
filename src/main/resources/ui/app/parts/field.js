import { html, nothing } from 'lit';

let count = 0;
/** An id for a field that no other has. @param {string} name */
export const fieldId = name => `${name}-${++count}`;

/**
 * A labelled control with its help and what is wrong with it.
 *
 * @param {{ id: string, label: string, help?: unknown, wrong?: string,
 *   control: (aria: { id: string, describedBy: unknown, invalid: unknown }) => unknown }} options
 */
export function field({ id, label, help, wrong, control }) {
  const describedBy = [help ? `${id}-help` : '', wrong ? `${id}-wrong` : ''].filter(Boolean).join(' ') || nothing;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${control({ id, describedBy, invalid: wrong ? 'true' : nothing })}
    ${help ? html`<p class="help" id="${id}-help">${help}</p>` : ''}
    ${wrong ? html`<p class="wrong" id="${id}-wrong" role="alert">${wrong}</p>` : ''}
  </div>`;
}

/**
 * A field of one line.
 * @param {{ name: string, label: string, value?: string, type?: string, help?: unknown, wrong?: string, required?: boolean,
 *   autocomplete?: string, list?: string, placeholder?: string, minlength?: number, maxlength?: number, spellcheck?: string }} options
 */
export const textField = options =>
  field({
    id: `field-${options.name}`,
    label: options.label,
    help: options.help,
    wrong: options.wrong,
    control: ({ id, describedBy, invalid }) =>
      html`<input
        id=${id}
        name=${options.name}
        type=${options.type ?? 'text'}
        .defaultValue=${options.value ?? ''}
        ?required=${options.required}
        autocomplete=${options.autocomplete ?? 'off'}
        autocapitalize="none"
        spellcheck=${options.spellcheck ?? 'false'}
        list=${options.list ?? nothing}
        placeholder=${options.placeholder ?? nothing}
        minlength=${options.minlength ?? nothing}
        maxlength=${options.maxlength ?? nothing}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
      />`,
  });

/** The fields of a form as text. @param {HTMLFormElement} form @returns {Record<string, string>} */
export const valuesOf = form => Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value)]));
