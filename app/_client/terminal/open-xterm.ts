import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import type { Theme } from '../theme/use-theme.ts';
import { keepFontsSharp } from './keep-fonts-sharp.ts';
import { terminalTheme } from './terminal-theme.ts';

/** An xterm on the page with the parts that are steered from outside. Disposing it frees everything it opened. */
export interface OpenTerminal extends Disposable {
  terminal: Terminal;
  search: SearchAddon;
  /** Fits rows and columns to the element; does nothing while it is hidden. */
  fit: () => void;
}

/** Opens an xterm in `element`. `lines` is what it keeps for scrolling back. */
export function openXterm(
  element: HTMLElement,
  options: { theme: Theme; label: string; screenReader: boolean; lines: number },
): OpenTerminal {
  const terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    cursorStyle: 'bar',
    cursorWidth: 2,
    fontFamily: "'JetBrains Mono Variable', 'Noto Sans SC Variable', monospace",
    fontSize: 14,
    lineHeight: 1.25,
    macOptionIsMeta: true,
    minimumContrastRatio: 4.5,
    screenReaderMode: options.screenReader,
    scrollback: options.lines,
    theme: terminalTheme(options.theme),
  });
  const fitting = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fitting);
  terminal.loadAddon(search);
  terminal.loadAddon(new UnicodeGraphemesAddon());
  terminal.loadAddon(new WebLinksAddon((_event, uri) => void window.open(uri, '_blank', 'noopener,noreferrer')));
  terminal.open(element);
  terminal.textarea?.setAttribute('aria-label', options.label);
  drawWithGpu(terminal);
  const fonts = keepFontsSharp(terminal);
  const fit = () => {
    if (element.clientWidth > 0 && element.clientHeight > 0) fitting.fit();
  };
  return {
    terminal,
    search,
    fit,
    [Symbol.dispose]() {
      fonts[Symbol.dispose]();
      terminal.dispose();
    },
  };
}

/** Draws with WebGL where it is to be had; a lost context falls back to the DOM, which is slower and always works. */
function drawWithGpu(terminal: Terminal): void {
  try {
    const webgl = new WebglAddon();
    webgl.onContextLoss(() => webgl.dispose());
    terminal.loadAddon(webgl);
  } catch {
    // No WebGL here: xterm keeps its DOM renderer.
  }
}
