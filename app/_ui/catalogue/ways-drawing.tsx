import { useTranslations } from 'next-intl';
import styles from './ways-drawing.module.css';

/**
 * What the whole course is about, as a technical drawing: an image is a stack of plates on the ways; launched, it is a container
 * with a plate of its own on top, afloat, with one gangway to the quay.
 */
export function WaysDrawing() {
  const t = useTranslations('drawing');
  return (
    <figure className={styles.figure}>
      <svg viewBox="0 0 432 288" fill="none" role="img" aria-label={t('label')}>
        <g className={styles.thin}>
          <path d="M8 92 300 214" />
          <path d="M8 104 282 218.5" />
          <path d="M40 106v128M96 129v105M152 152.5v81.5M208 176v58" strokeDasharray="2 4" />
          <path d="M8 234h248" />
        </g>
        <path className={styles.water} d="M256 234h168M284 246h44m18 0h62M306 258h30m22 0h26" />
        <g transform="translate(46 58) rotate(22.65)">
          <rect className={styles.plate} x="0" y="36" width="112" height="11" />
          <rect className={styles.plate} x="0" y="24" width="112" height="11" />
          <rect className={styles.plate} x="0" y="12" width="112" height="11" />
          <path className={styles.line} d="M-6 49h124l-9 9H3z" />
        </g>
        <g transform="translate(286 172)">
          <rect className={styles.writable} x="0" y="-3" width="112" height="11" />
          <rect className={styles.plate} x="0" y="10" width="112" height="11" />
          <rect className={styles.plate} x="0" y="22" width="112" height="11" />
          <rect className={styles.plate} x="0" y="34" width="112" height="11" />
          <path className={styles.hull} d="M-10 47h132l-15 24H5z" />
        </g>
        <path className={styles.gangway} d="M398 190h26M420 186l4 4-4 4" />
        <path className={styles.arrow} d="M186 96c38 10 66 28 88 58m1.5-10-1 10.5-10-2.5" />
        <g className={styles.words}>
          <text x="8" y="26">
            {t('image')}
          </text>
          <text x="8" y="44" className={styles.soft}>
            {t('layers')}
          </text>
          <text x="424" y="122" textAnchor="end">
            {t('container')}
          </text>
          <text x="424" y="140" textAnchor="end" className={styles.soft}>
            {t('writable')}
          </text>
          <text x="222" y="92" className={styles.code}>
            docker run
          </text>
        </g>
        <path className={styles.thin} d="M76 50l12 12M372 148l-10 18" />
      </svg>
    </figure>
  );
}
