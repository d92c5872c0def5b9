'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { button } from '#app/_ui/button.ts';
import type { PictureView } from '#lib/picture/model.ts';
import { ContainerDetails } from './container-details.tsx';
import styles from './details.module.css';
import { ImageDetails } from './image-details.tsx';
import { LookCommand } from './look-command.tsx';
import type { Selected } from './selected.ts';

type Props = { picture: PictureView; selected: Selected; onClose: () => void };

/** One object of the picture in plain words, and the command that shows the same in the terminal. */
export function Details({ picture, selected, onClose }: Props) {
  const t = useTranslations('picture');
  return (
    <aside className={styles.details} aria-label={t('details')}>
      <button
        type="button"
        className={`${button('quiet', 'icon')} ${styles.close}`}
        aria-label={t('close')}
        title={t('close')}
        onClick={onClose}
      >
        <X size={16} strokeWidth={1.5} aria-hidden="true" />
      </button>
      <Chosen picture={picture} selected={selected} />
    </aside>
  );
}

function Chosen({ picture, selected: { kind, id } }: Pick<Props, 'picture' | 'selected'>) {
  const t = useTranslations('picture');
  const image = kind === 'image' && picture.images.find((each) => each.id === id);
  if (image) return <ImageDetails picture={picture} image={image} />;
  const container = kind === 'container' && picture.containers.find((each) => each.id === id);
  if (container) return <ContainerDetails picture={picture} container={container} />;
  const network = kind === 'network' && picture.networks.find(({ name }) => name === id);
  if (network) {
    const [first] = network.containers;
    const words =
      first === undefined
        ? t('networkEmpty')
        : network.name === 'bridge'
          ? t('networkDefault', { containers: network.containers.join(', ') })
          : t('networkWords', { containers: network.containers.join(', '), first });
    return (
      <>
        <h3 className={styles.title}>{t('networkTitle', { name: id })}</h3>
        <p>{words}</p>
        <LookCommand command={`docker network inspect ${id}`} />
      </>
    );
  }
  const users = picture.containers
    .filter(({ mounts }) => mounts.some(({ name }) => name === id))
    .map(({ name }) => name);
  if (kind === 'volume' && picture.volumes.some(({ name }) => name === id)) {
    return (
      <>
        <h3 className={styles.title}>{t('volumeTitle', { name: id })}</h3>
        <p>{t('volumeWords')}</p>
        <p>{users.length > 0 ? t('volumeUsed', { containers: users.join(', ') }) : t('volumeUnused')}</p>
        <LookCommand command={`docker volume inspect ${id}`} />
      </>
    );
  }
  return <p role="status">{t('gone')}</p>;
}
