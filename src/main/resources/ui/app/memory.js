/** What this browser remembers: nothing that matters, so that nothing breaks where storage is forbidden. */

/** @param {string} key */
export function recall(key) {
  try {
    return localStorage.getItem(`hubbub.${key}`);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string | null} value */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(`hubbub.${key}`);
    else localStorage.setItem(`hubbub.${key}`, value);
  } catch {
    // full or forbidden: it is then forgotten with this page
  }
}
