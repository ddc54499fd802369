/** Addresses of the page's own pages, kept in the browser's history. */

const ROUTES = [
  ['/', 'home-page'],
  ['/channels/:kind/:name', 'channel-page'],
  ['/star', 'star-page'],
  ['/star/:kind/:name', 'star-page'],
  ['/sandbox', 'sandbox-page'],
  ['/search', 'search-page'],
  ['/stories', 'stories-page'],
  ['/messages/:id', 'trace-page'],
  ['/rules', 'rules-page'],
  ['/rules/try', 'dry-run-page'],
  ['/rules/new', 'rule-page'],
  ['/rules/:id', 'rule-page'],
  ['/files', 'files-page'],
  ['/dead', 'dead-page'],
  ['/jobs', 'jobs-page'],
  ['/people', 'people-page'],
  ['/audit', 'audit-page'],
  ['/account', 'account-page'],
].map(([path, page]) => ({ page, pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`) }));

/** @typedef {{ page: string, params: Record<string, string>, query: URLSearchParams, path: string }} Place */

/** @returns {Place} where the browser is */
export function here() {
  const path = location.pathname;
  const query = new URLSearchParams(location.search);
  for (const { page, pattern } of ROUTES) {
    const match = pattern.exec(path);
    if (match) return { page, params: decoded(match.groups ?? {}), query, path };
  }
  return { page: 'missing-page', params: {}, query, path };
}

/** @param {string} path @param {{ replace?: boolean }} [options] */
export function go(path, { replace = false } = {}) {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  window.dispatchEvent(new Event('hub-moved'));
}

/** Tells of each change of place; links to the page's own pages do not load it anew. @param {() => void} listener */
export function onMove(listener) {
  window.addEventListener('popstate', listener);
  window.addEventListener('hub-moved', listener);
  document.addEventListener('click', event => {
    const link = ownLink(event);
    if (!link) return;
    event.preventDefault();
    if (link.href !== location.href) go(link.pathname + link.search + link.hash);
  });
}

function ownLink(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return undefined;
  const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!anchor || anchor.hasAttribute('target') || anchor.hasAttribute('download')) return undefined;
  const url = new URL(anchor.getAttribute('href'), location.href);
  if (url.origin !== location.origin || (url.hash && url.pathname === location.pathname)) return undefined;
  return ROUTES.some(({ pattern }) => pattern.test(url.pathname)) ? url : undefined;
}

function decoded(groups) {
  return Object.fromEntries(Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)]));
}
