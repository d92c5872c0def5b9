import { z } from 'zod';

const share = z.number().min(0).max(100);

/** How the dividers of a lesson page stand, in percent. Kept in a cookie, so that the server paints them right at once. */
export const PaneLayout = z.strictObject({
  columns: z.strictObject({ text: share, bench: share }).optional(),
  rows: z.strictObject({ editor: share, terminal: share }).optional(),
});
export type PaneLayout = z.infer<typeof PaneLayout>;

/** Name of the cookie. */
export const paneLayoutCookie = 'slipway-panes';

/** Reads a remembered layout; anything that is not one counts as nothing remembered. */
export function parsePaneLayout(text: string | undefined): PaneLayout {
  try {
    return PaneLayout.parse(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

/** The value to remember. Tenths of a percent are enough and keep the cookie short. */
export function formatPaneLayout(layout: PaneLayout): string {
  return JSON.stringify(layout, (_key, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value));
}
