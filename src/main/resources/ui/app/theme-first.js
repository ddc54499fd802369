// Runs before the first paint, so that the chosen theme does not flash: the only script that is no module.
try {
  const theme = localStorage.getItem('hubbub.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // storage is forbidden here: the system's theme holds
}
