import type { Terminal } from '@xterm/xterm';

/**
 * Chinese web fonts arrive in slices, when their characters are first used. The WebGL renderer has by then cached empty boxes for
 * them, so its cache is thrown away whenever a font arrived.
 */
export function keepFontsSharp(terminal: Terminal): Disposable {
  const arrived = () => {
    terminal.clearTextureAtlas();
    terminal.refresh(0, terminal.rows - 1);
  };
  document.fonts.addEventListener('loadingdone', arrived);
  return { [Symbol.dispose]: () => document.fonts.removeEventListener('loadingdone', arrived) };
}
