'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { button } from '#app/_ui/button.ts';
import { systemClock } from '#lib/base/index.ts';
import { copyText } from '../copy-text.ts';

/** Copies a text and says so for two seconds. */
export function CopyButton({ text }: { text: string }) {
  const t = useTranslations('code');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = systemClock.after(2000, () => setCopied(false));
    return () => timer[Symbol.dispose]();
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      className={button('quiet', 'small')}
      title={t('copy')}
      aria-label={t(copied ? 'copied' : 'copy')}
      onClick={async () => setCopied(await copyText(text))}
    >
      <Icon size={14} strokeWidth={1.5} aria-hidden="true" />
    </button>
  );
}
