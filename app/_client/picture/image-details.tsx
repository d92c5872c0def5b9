'use client';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { PictureImage, PictureView } from '#lib/picture/model.ts';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import styles from './details.module.css';
import { LookCommand } from './look-command.tsx';
import { shortId, useWords } from './words.ts';

/** An image: every layer with the instruction that made it and its size, top layer first, as it lies in the drawing. */
export function ImageDetails({ picture, image }: { picture: PictureView; image: PictureImage }) {
  const t = useTranslations('picture');
  const words = useWords();
  const { connection } = useLesson();
  const { histories, link } = useConnection();
  const history = histories[image.id];
  const unknown = history === undefined;
  useEffect(() => {
    if (unknown && link === 'open') connection.send({ type: 'history', image: image.id });
  }, [unknown, link, connection, image.id]);
  const name = image.tags[0] ?? shortId(image.id);
  const shares = picture.images.filter(
    ({ id, layers }) => id !== image.id && layers[0] !== undefined && layers[0] === image.layers[0],
  );
  return (
    <>
      <h3 className={styles.title}>{t('imageTitle', { name: words.image(image) })}</h3>
      <p className={styles.soft}>
        {words.imageFacts(image)}
        {image.tags.length > 1 && ` · ${image.tags.slice(1).join(', ')}`}
      </p>
      <p>{t('imageWords')}</p>
      {shares.length > 0 && <p>{t('imageShares', { images: shares.map(words.image).join(', ') })}</p>}
      {history && (
        <ol className={styles.layers} aria-label={t('instructions')} reversed>
          {history.toReversed().map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an image's history never changes, and instructions may repeat.
            <li key={index} data-empty={entry.size === 0 || undefined}>
              <code title={entry.createdBy}>{instruction(entry.createdBy)}</code>
              <span className={styles.size}>{entry.size > 0 ? words.size(entry.size) : t('noLayer')}</span>
            </li>
          ))}
        </ol>
      )}
      {image.command !== '' && (
        <p>
          {t('defaultCommand')} <code>{image.command}</code>
        </p>
      )}
      <LookCommand command={`docker history ${name}`} />
      <LookCommand command={`docker image inspect ${name}`} />
    </>
  );
}

/** An instruction as it stood in the Dockerfile: without the shell and marks builders put around it. */
function instruction(createdBy: string): string {
  return createdBy
    .replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
    .replace(/^(RUN )?(\|\d+ .*?)?\/bin\/sh -c /, 'RUN ')
    .replace(/\s*# buildkit$/, '')
    .trim();
}
