/** The one way to the hub: JSON over HTTP. Every failure becomes a {@link Problem}. */

const BASE = '/api/v1';

/** What went wrong (RFC 9457), or that the hub could not be reached (`status` 0). */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {{ title?: string, detail?: string, errors?: { field: string, reason: string }[] }} body
   * @param {number} [retryAfter] seconds
   */
  constructor(status, body, retryAfter) {
    super(body.detail || body.title || `The hub answered ${status}.`);
    this.status = status;
    this.title = body.title;
    this.errors = body.errors ?? [];
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may well succeed later. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /**
   * What is wrong with a field.
   * @param {string} pointer a JSON pointer into the body, such as `/text`
   */
  at(pointer) {
    return this.errors
      .filter(e => e.field === pointer || e.field.startsWith(`${pointer}/`))
      .map(e => e.reason)
      .join('; ');
  }
}

/** Told when the hub says that nobody is logged in (any more). */
let onLoggedOut = () => {};

/** @param {() => void} listener */
export function whenLoggedOut(listener) {
  onLoggedOut = listener;
}

/**
 * @param {string} method
 * @param {string} path below `/api/v1`
 * @param {{ body?: unknown, headers?: Record<string, string>, query?: Record<string, unknown>, signal?: AbortSignal }} [options]
 */
export async function call(method, path, options = {}) {
  const { value } = await exchange(method, BASE + path + queryOf(options.query), options);
  return value;
}

/**
 * Like {@link call}, with the answer's ETag.
 * @param {string} path
 * @returns {Promise<{ value: any, etag: string | null }>}
 */
export function callWithTag(path) {
  return exchange('GET', BASE + path, {});
}

/**
 * Log-in and log-out, which stand beside the API.
 * @param {'POST' | 'DELETE'} method
 * @param {unknown} [body]
 */
export async function session(method, body) {
  const { value } = await exchange(method, '/session', { body, quiet: true });
  return value;
}

/** @param {string} path @param {Record<string, unknown>} [query] */
export const get = (path, query) => call('GET', path, { query });
/** @param {string} path @param {unknown} [body] @param {Record<string, string>} [headers] */
export const post = (path, body, headers) => call('POST', path, { body, headers });
/** @param {string} path @param {unknown} [body] @param {Record<string, string>} [headers] */
export const put = (path, body, headers) => call('PUT', path, { body, headers });
/** @param {string} path @param {unknown} [body] */
export const patch = (path, body) => call('PATCH', path, { body });
/** @param {string} path @param {Record<string, string>} [headers] */
export const remove = (path, headers) => call('DELETE', path, { headers });

/** The value, or what went wrong.
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<[T | undefined, Problem | undefined]>}
 */
export async function settle(task) {
  try {
    return [await task(), undefined];
  } catch (e) {
    if (e instanceof Problem) return [undefined, e];
    throw e;
  }
}

async function exchange(method, url, { body, headers = {}, signal, quiet = false }) {
  const response = await reach(url, {
    method,
    signal,
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const value = await read(response);
  if (response.ok) return { value, etag: response.headers.get('ETag') };
  if (response.status === 401 && !quiet) onLoggedOut();
  throw new Problem(response.status, value ?? {}, Number(response.headers.get('Retry-After')) || undefined);
}

async function reach(url, init) {
  try {
    return await fetch(url, init);
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new Problem(0, { title: 'Not reachable', detail: 'The hub cannot be reached just now.' });
  }
}

async function read(response) {
  const text = await response.text();
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return { title: `The hub answered ${response.status}, and not in JSON.` };
  }
}

function queryOf(query) {
  const given = Object.entries(query ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return given.length ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : '';
}
