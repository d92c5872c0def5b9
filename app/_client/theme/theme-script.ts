/** Where the chosen theme is remembered: 'light', 'dark', or nothing for the system's. */
export const themeKey = 'slipway-theme';

/**
 * Runs in <head> before the first paint, so that a remembered theme never flashes; follows the system while nothing was chosen.
 * Plain text on purpose: it must not wait for any bundle.
 */
export const themeScript = `(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    let chosen = null;
    try { chosen = localStorage.getItem('${themeKey}'); } catch {}
    root.dataset.themeChoice = chosen === 'light' || chosen === 'dark' ? chosen : 'system';
    root.dataset.theme = root.dataset.themeChoice === 'system' ? (system.matches ? 'dark' : 'light') : chosen;
  };
  apply();
  system.addEventListener('change', apply);
  addEventListener('storage', apply);
  addEventListener('slipway-theme', apply);
})();`;
