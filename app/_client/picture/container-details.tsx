'use client';
import { useTranslations } from 'next-intl';
import type { PictureContainer, PictureView } from '#lib/picture/model.ts';
import { useLesson } from '../lesson/lesson-context.ts';
import styles from './details.module.css';
import { isUp } from './layout.ts';
import { LookCommand } from './look-command.tsx';
import { useWords } from './words.ts';

/** What happened to a path: Docker's letter for it, and its word. */
const kinds = {
  added: { letter: 'A', word: 'change.added' },
  changed: { letter: 'C', word: 'change.changed' },
  deleted: { letter: 'D', word: 'change.deleted' },
} as const;

/** A container: what it runs, what it stands on, what it changed, and how it is reached. */
export function ContainerDetails({ picture, container }: { picture: PictureView; container: PictureContainer }) {
  const t = useTranslations('picture');
  const words = useWords();
  const { bench } = useLesson();
  const { name, command, image, changes, ports, mounts, networks, state } = container;
  const siblings = picture.containers.filter(({ imageId }) => imageId === container.imageId).length - 1;
  return (
    <>
      <h3 className={styles.title}>{t('containerTitle', { name })}</h3>
      <p className={styles.soft}>{words.state(container)}</p>
      <p>
        {t('runs')} <code>{command}</code>
      </p>
      <p>{t('standsOn', { image, siblings })}</p>
      <p>{t(changes?.count === 0 ? 'ownEmpty' : 'ownLayer')}</p>
      {changes && changes.count > 0 && (
        <ul className={styles.paths}>
          {changes.paths.map(({ path, kind }) => (
            <li key={path}>
              <span className={styles.letter} data-kind={kind} title={t(kinds[kind].word)}>
                {kinds[kind].letter}
              </span>
              <span className="visually-hidden">{t(kinds[kind].word)}: </span>
              {path}
            </li>
          ))}
          {changes.count > changes.paths.length && (
            <li>{t('more', { count: changes.count - changes.paths.length })}</li>
          )}
        </ul>
      )}
      {container.autoRemove && <p>{t('autoRemove')}</p>}
      {isUp(state) &&
        ports.map((port) => (
          <p key={`${port.host} ${port.container}`}>
            {t(port.local ? 'portLocal' : 'portOpen', { host: String(port.host), inside: String(port.container) })}{' '}
            <button type="button" className={styles.link} onClick={() => bench.look(`port-${port.host}`)}>
              {t('openPort', { port: String(port.host) })}
            </button>
          </p>
        ))}
      {mounts.map((mount) => (
        <p key={mount.target}>
          {t(mount.kind === 'volume' ? 'mountVolume' : 'mountFolder', { name: mount.name, target: mount.target })}
        </p>
      ))}
      {networks.length > 0 && <p>{t('onNetworks', { networks: networks.join(', ') })}</p>}
      <LookCommand command={`docker diff ${name}`} />
      <LookCommand command={`docker logs ${name}`} />
      <LookCommand command={`docker inspect ${name}`} />
    </>
  );
}
