'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { ErrorCode, Message } from '#lib/base/index.ts';

/** Formats what the server says in the reader's language: messages of verdicts and checks, and errors by code. */
export function useSay(): { say: (message: Message) => string; sayError: (code: ErrorCode) => string } {
  const t = useTranslations();
  const say = useCallback((message: Message) => (t.has(message.id) ? t(message.id, message.values) : message.id), [t]);
  const sayError = useCallback((code: ErrorCode) => t(`error.${code}`), [t]);
  return { say, sayError };
}
