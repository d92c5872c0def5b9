import '#app/_ui/tokens.css';
import '#app/_ui/base.css';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/noto-sans-sc/index.css';
import { headers } from 'next/headers';
import { createTranslator } from 'next-intl';
import { themeScript } from './_client/theme/theme-script.ts';
import { messages } from './_server/messages.ts';
import { preferredLocale } from './_server/preferred-locale.ts';
import { button } from './_ui/button.ts';
import { DeadEnd } from './_ui/dead-end.tsx';

export const metadata = { title: 'Slipway' };

/** Addresses that match no route have no language in them: the browser's is used. */
export default async function GlobalNotFound() {
  const locale = preferredLocale((await headers()).get('accept-language'));
  const t = createTranslator({ locale, messages: messages[locale] });
  return (
    <html lang={locale} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; it must run before the first paint. */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <DeadEnd
          title={t('deadEnd.notFound')}
          code="NOT_FOUND"
          action={
            <a className={button('primary')} href={`/${locale}`}>
              {t('deadEnd.toCatalogue')}
            </a>
          }
        >
          {t('error.NOT_FOUND')}
        </DeadEnd>
      </body>
    </html>
  );
}
