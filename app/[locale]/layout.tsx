import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '@fontsource-variable/noto-sans-sc/index.css';
import '#app/_ui/tokens.css';
import '#app/_ui/base.css';
import type { Metadata, Viewport } from 'next';
import { notFound } from 'next/navigation';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { recoverScript } from '#app/_client/recover-script.ts';
import { themeScript } from '#app/_client/theme/theme-script.ts';
import { runtime } from '#app/_server/runtime.ts';
import { isLocale } from '#lib/base/index.ts';

type Props = { children: ReactNode; params: Promise<{ locale: string }> };

export const viewport: Viewport = { width: 'device-width', initialScale: 1, interactiveWidget: 'resizes-content' };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: 'site' });
  return { title: { default: t('title'), template: `%s · Slipway` }, description: t('description') };
}

/** The document around every page of one language. */
export default async function Layout({ children, params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const { author, ...messages } = await getMessages();
  return (
    <html lang={locale} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; it must run before the first paint. */}
        <script dangerouslySetInnerHTML={{ __html: `${recoverScript}${themeScript}` }} />
      </head>
      <body>
        <NextIntlClientProvider messages={runtime().author ? { author, ...messages } : messages}>
          {children}
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
