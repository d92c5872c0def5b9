'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { PictureView } from '#lib/picture/model.ts';
import styles from './picture-table.module.css';
import type { Selected } from './selected.ts';
import { useWords } from './words.ts';

/** The same as the drawing, in tables: for screen readers, for copying, for whoever prefers rows. */
export function PictureTable({ picture, onSelect }: { picture: PictureView; onSelect: (selected: Selected) => void }) {
  const t = useTranslations('picture');
  const words = useWords();
  const { images, containers, networks, volumes } = picture;
  const named = (kind: Selected['kind'], id: string, name: string) => (
    <button type="button" className={styles.name} onClick={() => onSelect({ kind, id })}>
      {name}
    </button>
  );
  const standing = (imageId: string) =>
    containers.filter((container) => container.imageId === imageId).map(({ name }) => name);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
    <section className={styles.tables} aria-label={t('tables')} tabIndex={0}>
      <Rows
        title={t('containers')}
        heads={[t('name'), t('stateHead'), t('image'), t('changesHead'), t('ports'), t('networks'), t('mounts')]}
        rows={containers.map((container) => [
          container.id,
          [
            named('container', container.id, container.name),
            words.state(container),
            container.image,
            words.changes(container),
            container.ports.map(({ host, container: inside }) => `${host} → ${inside}`).join(', '),
            container.networks.join(', '),
            container.mounts.map(({ name, target }) => `${name} → ${target}`).join(', '),
          ],
        ])}
      />
      <Rows
        title={t('images')}
        heads={[t('name'), t('layers'), t('size'), t('shared'), t('containers')]}
        rows={images.map((image) => [
          image.id,
          [
            named('image', image.id, words.image(image)),
            image.layers.length,
            words.size(image.size),
            sharedLayers(
              image.layers,
              images.filter(({ id }) => id !== image.id).map(({ layers }) => layers),
            ),
            standing(image.id).join(', '),
          ],
        ])}
      />
      <Rows
        title={t('networks')}
        heads={[t('name'), t('driver'), t('containers')]}
        rows={networks.map(({ name, driver, containers: on }) => [
          name,
          [named('network', name, name), driver, on.join(', ')],
        ])}
      />
      <Rows
        title={t('volumes')}
        heads={[t('name'), t('driver'), t('containers')]}
        rows={volumes.map(({ name, driver }) => [
          name,
          [
            named('volume', name, name),
            driver,
            containers
              .filter(({ mounts }) => mounts.some((mount) => mount.name === name))
              .map((each) => each.name)
              .join(', '),
          ],
        ])}
      />
    </section>
  );
}

function Rows({ title, heads, rows }: { title: string; heads: string[]; rows: [string, ReactNode[]][] }) {
  if (rows.length === 0) return null;
  return (
    <table className={styles.table}>
      <caption>{title}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([key, [name, ...cells]]) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are.
              <td key={index}>{cell || '–'}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How many layers a stack shares with the one that has most in common with it. */
function sharedLayers(layers: readonly string[], others: readonly (readonly string[])[]): number {
  return Math.max(
    0,
    ...others.map((other) => {
      const differs = layers.findIndex((layer, index) => layer !== other[index]);
      return differs < 0 ? layers.length : differs;
    }),
  );
}
