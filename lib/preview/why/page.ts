import { createHash } from 'node:crypto';
import { type Locale, message } from '../../base/index.ts';
import type { Reason } from './reason.ts';
import { say } from './say.ts';

/** Set on every answer that is ours, so that the page knows when the learner's server has begun to answer. */
export const ownAnswerHeader = 'x-slipway-preview';

/** Set by that page when it looks again: a browser complains to the learner about every status that is not 2xx. */
export const lookHeader = 'x-slipway-look';

const style = `
:root{color-scheme:light;--paper:#f7f5ef;--raised:#fefdfb;--line:#dcd7ca;--ink:#1b2428;--soft:#566067;--attention:#a8430a}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--paper:#12191c;--raised:#182125;--line:#2b373c;--ink:#e5e9e6;--soft:#a0acb0;--attention:#f2a066}}
:root[data-theme=dark]{color-scheme:dark;--paper:#12191c;--raised:#182125;--line:#2b373c;--ink:#e5e9e6;--soft:#a0acb0;--attention:#f2a066}
body{box-sizing:border-box;display:grid;min-height:100vh;margin:0;padding:2rem 1.5rem;place-content:center;background:var(--paper);color:var(--ink);font:400 15px/1.6 'Inter Variable',system-ui,-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}
main{max-width:34rem}
h1{margin:0 0 .5rem;padding-left:.75rem;border-left:3px solid var(--attention);font-size:21px;font-weight:600;line-height:1.35;text-wrap:balance}
p{margin:0 0 .75rem;overflow-wrap:anywhere}
code{display:inline-block;padding:.375rem .75rem;border:1px solid var(--line);border-radius:5px;background:var(--raised);font:14px/1.5 'JetBrains Mono Variable',ui-monospace,monospace;overflow-wrap:anywhere}
.soft{color:var(--soft);font-size:13px}
`;
/** Follows the lesson page's theme, which names the frame; asks every other second, and shows the answer once it is no longer ours. */
const script = `
const theme=/^slipway-(light|dark)$/.exec(name);if(theme)document.documentElement.dataset.theme=theme[1];
const look=async()=>{try{const r=await fetch(location.href,{cache:'no-store',headers:{'${lookHeader}':'1'}});r.body?.cancel();if(r.headers.get('${ownAnswerHeader}')!=='1')return location.reload()}catch{}setTimeout(look,2000)};
setTimeout(look,2000);
`;
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Lets the page run its own script and nothing else. */
export const reasonPagePolicy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; connect-src 'self' http: https:`;

/** A page that says why nothing is shown. `retries`: it looks again by itself, for a browser's own loading of an address (GET). */
export function reasonPage({ title, words, look }: Reason, locale: Locale, retries: boolean): string {
  const heading = escapeHtml(say(title, locale));
  const command = look
    ? `<p>${escapeHtml(say(message('preview.look'), locale))}</p><p><code>${escapeHtml(look)}</code></p>`
    : '';
  const again = retries ? `<p class="soft">${escapeHtml(say(message('preview.retry'), locale))}</p>` : '';
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${heading}</title><meta name="viewport" content="width=device-width,initial-scale=1"><style>${style}</style></head><body><main><h1>${heading}</h1><p>${escapeHtml(say(words, locale))}</p>${command}${again}</main>${retries ? `<script>${script}</script>` : ''}</body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
