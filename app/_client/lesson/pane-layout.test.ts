import { expect, test } from 'vitest';
import { formatPaneLayout, parsePaneLayout } from './pane-layout.ts';

test('a layout survives the cookie', () => {
  const layout = { columns: { text: 38.0164, bench: 61.9836 } };
  expect(parsePaneLayout(formatPaneLayout(layout))).toEqual({ columns: { text: 38, bench: 62 } });
});

test.each([undefined, '', 'x', '[]', '{"columns":{"text":-1,"bench":5}}', '{"columns":{"text":"40","bench":60}}'])(
  '%j counts as nothing remembered',
  (text) => expect(parsePaneLayout(text)).toEqual({}),
);
