/** Times, numbers and addresses as people read them. */

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const short = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const numbers = new Intl.NumberFormat();

/** `14:05` @param {string} at */
export const clockTime = at => clock.format(new Date(at));

/** To the second, for titles. @param {string} at */
export const exactTime = at => exact.format(new Date(at));

/** `14:05` today, else with the day. @param {string} at */
export const shortTime = at => (sameDay(at, new Date()) ? clockTime(at) : short.format(new Date(at)));

/** `today`, `yesterday`, or the date. @param {string} at */
export function dayName(at) {
  const date = new Date(at);
  const now = new Date();
  const days = Math.round((startOfDay(date) - startOfDay(now)) / 86_400_000);
  if (days === 0 || days === -1) return capital(relative.format(days, 'day'));
  return date.getFullYear() === now.getFullYear() ? day.format(date) : dayAndYear.format(date);
}

/** @param {string | Date} a @param {string | Date} b */
export const sameDay = (a, b) => startOfDay(new Date(a)) === startOfDay(new Date(b));

/** `3 minutes ago`, `in 2 hours` @param {string} at */
export function ago(at) {
  const seconds = Math.round((Date.parse(at) - Date.now()) / 1000);
  for (const [unit, size] of /** @type {const} */ ([
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ])) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(seconds, 'second');
}

/** @param {number} value */
export const number = value => numbers.format(value);

/** `1 message`, `2 messages` @param {number} count @param {string} one */
export const counted = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/** `950 B`, `1.5 MB` @param {number} bytes */
export function size(bytes) {
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${['B', 'kB', 'MB', 'GB'][power]}`;
}

/** `ana` of `acct:ana@hub` @param {string} address */
export const shortAddress = address => address.replace(/^[a-z][a-z0-9+.-]*:/i, '').replace(/@hub$/, '');

/** @param {string} text */
export const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
