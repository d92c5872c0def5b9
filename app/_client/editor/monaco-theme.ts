import type { Theme } from '../theme/use-theme.ts';
import { monaco } from './monaco.ts';

const syntax = {
  light: {
    keyword: '0b666c',
    string: '1f6d4a',
    number: '86590a',
    comment: '66727a',
    type: '20598f',
    variable: '7d3f80',
    tag: '0b666c',
    attribute: '20598f',
  },
  dark: {
    keyword: '63c5c1',
    string: '7acb9e',
    number: 'e2bd72',
    comment: '93a1a6',
    type: '86b7e8',
    variable: 'cfa3d6',
    tag: '63c5c1',
    attribute: '86b7e8',
  },
} satisfies Record<Theme, Record<string, string>>;

/** Gives Monaco the page's paper and ink, read from the tokens of the theme painted now. */
export function applyMonacoTheme(theme: Theme): void {
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  const colours = syntax[theme];
  monaco.editor.defineTheme('slipway', {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: token('--ink').slice(1) },
      { token: 'keyword', foreground: colours.keyword },
      { token: 'string', foreground: colours.string },
      { token: 'number', foreground: colours.number },
      { token: 'comment', foreground: colours.comment },
      { token: 'type', foreground: colours.type },
      { token: 'variable', foreground: colours.variable },
      { token: 'tag', foreground: colours.tag },
      { token: 'attribute.name', foreground: colours.attribute },
      { token: 'delimiter', foreground: token('--ink-soft').slice(1) },
    ],
    colors: {
      'editor.background': token('--raised'),
      'editor.foreground': token('--ink'),
      'editor.lineHighlightBackground': token('--paper'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': token('--selection'),
      'editorCursor.foreground': token('--accent'),
      'editorGutter.background': token('--raised'),
      'editorLineNumber.activeForeground': token('--ink'),
      'editorLineNumber.dimmedForeground': token('--ink-soft'),
      'editorLineNumber.foreground': token('--ink-soft'),
      'editorWidget.background': token('--raised'),
      'editorWidget.border': token('--line'),
      'editorIndentGuide.background1': token('--line'),
      focusBorder: token('--accent'),
      'input.background': token('--paper'),
    },
  });
  monaco.editor.setTheme('slipway');
}
