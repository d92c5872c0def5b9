'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import type { PictureView } from '#lib/picture/model.ts';
import { useLesson } from '../lesson/lesson-context.ts';
import styles from './drawing.module.css';
import { isUp, type Layout, layoutPicture } from './layout.ts';
import { isSelected, type Selected } from './selected.ts';
import { useWords } from './words.ts';

type Props = { picture: PictureView; selected: Selected | null; onSelect: (selected: Selected) => void };

/** The picture: plates for layers, images on them, containers on images, and the ways in from above. Every object is a button. */
export function Drawing({ picture, selected, onSelect }: Props) {
  const t = useTranslations('picture');
  const words = useWords();
  const { bench } = useLesson();
  const layout = useMemo(() => layoutPicture(picture), [picture]);
  const scroll = useRef<HTMLElement>(null);
  // Where there is little room, what lies on the ground is seen first: images and containers.
  useEffect(() => {
    scroll.current?.scrollTo({ top: scroll.current.scrollHeight });
  }, []);
  const lit = litImage(picture, selected);
  const at = (x: number, y: number, width?: number) => ({ transform: `translate(${x}px, ${y}px)`, width });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
    <section ref={scroll} className={styles.scroll} aria-label={t('drawing')} tabIndex={0}>
      <div className={styles.canvas} style={{ width: layout.width, height: layout.height }}>
        <Lines layout={layout} selected={selected} />
        {layout.plates.map(({ key, x, y, width, images }) => (
          <span
            key={key}
            className={styles.plate}
            style={at(x, y, width)}
            data-shared={images.length > 1 || undefined}
            data-lit={(lit !== null && images.includes(lit)) || undefined}
          />
        ))}
        {layout.labels.map(({ key, x, y, width, image }) => (
          <button
            key={key}
            type="button"
            className={styles.label}
            style={at(x, y, width)}
            aria-pressed={isSelected(selected, 'image', image.id)}
            onClick={() => onSelect({ kind: 'image', id: image.id })}
          >
            <span className={styles.name}>{words.image(image)}</span>
            <span className={styles.facts}>{words.imageFacts(image)}</span>
          </button>
        ))}
        {layout.cards.map(({ key, x, y, width, container }) => (
          <button
            key={key}
            type="button"
            className={styles.card}
            style={at(x, y, width)}
            data-up={isUp(container.state) || undefined}
            aria-pressed={isSelected(selected, 'container', container.id)}
            onClick={() => onSelect({ kind: 'container', id: container.id })}
          >
            <span className={styles.name}>{container.name}</span>
            <span className={styles.state}>
              <span
                className={styles.ring}
                data-state={container.state}
                data-failed={container.exitCode !== 0 || undefined}
              />
              {words.state(container)}
            </span>
            <span className={styles.facts}>{words.changes(container)}</span>
          </button>
        ))}
        {layout.gangways.map(({ key, x, y, container, port }) => (
          <button
            key={key}
            type="button"
            className={styles.port}
            style={at(x, y)}
            title={t('portWords', { host: String(port.host), inside: String(port.container), name: container.name })}
            disabled={port.protocol !== 'tcp'}
            onClick={() => bench.look(`port-${port.host}`)}
          >
            <span className="visually-hidden">
              {t('portWords', { host: String(port.host), inside: String(port.container), name: container.name })}
            </span>
            <span aria-hidden="true">{port.host}</span>
            <span className={styles.inside} aria-hidden="true">
              {port.container}
            </span>
          </button>
        ))}
        <div className={styles.gutter}>
          {layout.hull !== null && (
            <span className={styles.outside} style={{ top: layout.hull }}>
              {t('outside')}
            </span>
          )}
          {layout.lines.map(({ kind, name, y }) => (
            <button
              key={`${kind} ${name}`}
              type="button"
              className={styles.lineName}
              style={{ top: y }}
              data-kind={kind}
              aria-pressed={isSelected(selected, kind, name)}
              onClick={() => onSelect({ kind, id: name })}
            >
              <span className="visually-hidden">{t(kind)} </span>
              {name}
            </button>
          ))}
        </div>
      </div>
      <ul className={styles.legend} aria-hidden="true">
        <li data-of="own">{t('legendOwn')}</li>
        <li data-of="shared">{t('legendShared')}</li>
        <li data-of="writable">{t('legendWritable')}</li>
      </ul>
    </section>
  );
}

/** The image whose layers are shown bright: the chosen one, or the one the chosen container stands on. */
function litImage({ containers }: PictureView, selected: Selected | null): string | null {
  if (selected?.kind === 'image') return selected.id;
  if (selected?.kind !== 'container') return null;
  return containers.find(({ id }) => id === selected.id)?.imageId ?? null;
}

/** Everything that is a line: the hull, ways in, networks, volumes. Said in words by the buttons. */
function Lines({ layout, selected }: { layout: Layout; selected: Selected | null }) {
  const { width, height, hull, gangways, lines } = layout;
  return (
    <svg className={styles.lines} width={width} height={height} aria-hidden="true">
      {hull !== null && <line className={styles.hull} x1={0} x2={width} y1={hull} y2={hull} />}
      {gangways.map(({ key, x, y, to }) => (
        <line key={key} className={styles.gangway} x1={x} x2={x} y1={y} y2={to} />
      ))}
      {lines.map(({ kind, name, y, from, to, drops }) => (
        <g key={`${kind} ${name}`} className={styles[kind]} data-lit={isSelected(selected, kind, name) || undefined}>
          <line x1={from} x2={to} y1={y} y2={y} />
          {drops.map((drop) => (
            <g key={drop.x}>
              <line x1={drop.x} x2={drop.x} y1={y} y2={drop.to} />
              <circle cx={drop.x} cy={y} r={3} />
              <circle cx={drop.x} cy={drop.to} r={3} />
            </g>
          ))}
        </g>
      ))}
    </svg>
  );
}
