/** Where the times of reloads are kept, so that a page that cannot load does not reload for ever. */
const key = 'slipway-reloads';

/**
 * Runs in <head> before any bundle. A script that does not arrive (the network changed in the middle, the server was restarted, the
 * page is older than the server) would leave a page that looks alive and does nothing; it is loaded again, at most three times a
 * minute. Only a page that is new: later, somebody may have text in the editor that is not saved.
 */
export const recoverScript = `(() => {
  const ours = location.origin + '/_next/';
  let leaving = false;
  const again = () => {
    if (leaving || !navigator.onLine || performance.now() > 30000) return;
    try {
      const now = Date.now();
      const recent = (sessionStorage.getItem('${key}') ?? '').split(',').filter((at) => now - Number(at) < 60000);
      if (recent.length >= 3) return;
      sessionStorage.setItem('${key}', [...recent, now].join(','));
    } catch {
      // Without storage nothing could keep this from going on for ever.
      return;
    }
    leaving = true;
    location.reload();
  };
  addEventListener('error', ({ target }) => {
    if (target instanceof HTMLScriptElement && target.src.startsWith(ours)) again();
  }, true);
  // The bundles stand in front of this script: one may have been lost before anybody listened.
  addEventListener('load', () => {
    const lost = ({ src }) => src.startsWith(ours) && performance.getEntriesByName(src).at(-1)?.responseStatus === 0;
    if ([...document.scripts].some(lost)) again();
  });
})();`;
