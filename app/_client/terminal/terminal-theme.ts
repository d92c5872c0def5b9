import type { ITheme } from '@xterm/xterm';
import type { Theme } from '../theme/use-theme.ts';

/** The sixteen colours programs ask for by number, chosen for each theme's paper; xterm raises contrast to 4.5:1 where they fall short. */
const ansi: Record<Theme, ITheme> = {
  light: {
    black: '#1b2428',
    red: '#a5303f',
    green: '#1f6d4a',
    yellow: '#86590a',
    blue: '#20598f',
    magenta: '#7d3f80',
    cyan: '#0b666c',
    white: '#6b7479',
    brightBlack: '#566067',
    brightRed: '#b8323f',
    brightGreen: '#237a4d',
    brightYellow: '#8f6210',
    brightBlue: '#2765a3',
    brightMagenta: '#8c4a90',
    brightCyan: '#0d7278',
    brightWhite: '#1b2428',
  },
  dark: {
    black: '#2b373c',
    red: '#f0899a',
    green: '#7acb9e',
    yellow: '#e2bd72',
    blue: '#86b7e8',
    magenta: '#cfa3d6',
    cyan: '#63c5c1',
    white: '#d3dad8',
    brightBlack: '#8b999e',
    brightRed: '#f6a5b1',
    brightGreen: '#98dcb4',
    brightYellow: '#efd195',
    brightBlue: '#a8ccf0',
    brightMagenta: '#dfbde4',
    brightCyan: '#8bd9d5',
    brightWhite: '#ffffff',
  },
};

/** A terminal's colours for a theme; paper and ink come from the tokens, so that there is one place for them. */
export function terminalTheme(theme: Theme): ITheme {
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  return {
    ...ansi[theme],
    background: token('--raised'),
    foreground: token('--ink'),
    cursor: token('--accent'),
    cursorAccent: token('--raised'),
    selectionBackground: token('--selection'),
    scrollbarSliderBackground: `${token('--line-strong')}55`,
    scrollbarSliderHoverBackground: `${token('--line-strong')}88`,
    scrollbarSliderActiveBackground: `${token('--line-strong')}aa`,
  };
}
