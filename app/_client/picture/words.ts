'use client';
import { useFormatter, useTranslations } from 'next-intl';
import type { PictureContainer, PictureImage } from '#lib/picture/model.ts';

const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const;

/** How objects of the picture are called, in the reader's language. */
export function useWords() {
  const t = useTranslations('picture');
  const format = useFormatter();
  const size = (bytes: number) => {
    // Docker's own units: powers of a thousand.
    const steps = [
      ['GB', 1e9],
      ['MB', 1e6],
      ['kB', 1e3],
    ] as const;
    const [unit, factor] = steps.find(([, least]) => bytes >= least) ?? (['B', 1] as const);
    return `${format.number(bytes / factor, { maximumSignificantDigits: 3 })} ${unit}`;
  };
  return {
    size,
    image: ({ tags }: PictureImage) => tags[0] ?? t('untagged'),
    imageFacts: ({ layers, size: bytes }: PictureImage) =>
      t('imageFacts', { layers: layers.length, size: size(bytes) }),
    state: ({ state, exitCode }: PictureContainer) => {
      const known = states.find((each) => each === state);
      if (known === 'exited') return t('state.exited', { code: String(exitCode) });
      return known ? t(`state.${known}`) : state;
    },
    changes: ({ changes }: PictureContainer) =>
      changes === null
        ? t('changesUnknown')
        : changes.count === 0
          ? t('unchanged')
          : t('changes', { count: changes.count }),
  };
}

/** The short form of an image's id, as docker shows it. */
export const shortId = (id: string): string => id.replace('sha256:', '').slice(0, 12);
