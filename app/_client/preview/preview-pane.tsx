'use client';
import { ExternalLink, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { button } from '#app/_ui/button.ts';
import { previewAddress } from '#lib/preview/model.ts';
import type { PreviewView } from '#lib/session/model.ts';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import { useTheme } from '../theme/use-theme.ts';
import styles from './preview-pane.module.css';

/** What a page of the learner's may do. It can neither leave its frame nor, without an origin of its own, act as one of ours. */
const permissions =
  'allow-scripts allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads';

/** What answers on a port of the machine, as in a browser: address line, reload, a window of its own. */
export function PreviewPane({ port }: { port: number }) {
  const t = useTranslations('preview');
  const { connection } = useLesson();
  const { view, link } = useConnection();
  const ready = view?.sandbox.state === 'ready';
  const published = view?.previews.find((each) => each.port === port);
  const [last, setLast] = useState(published);
  if (published?.name !== last?.name && (published || !ready)) setLast(published);
  // A port nothing publishes any more keeps its address, where the server says what became of it.
  const preview = published ?? (last && { ...last, container: null, version: 'gone' });
  const unknown = preview === undefined;
  useEffect(() => {
    if (unknown && ready && link === 'open') connection.send({ type: 'preview', port });
  }, [unknown, ready, link, connection, port]);
  if (!preview || !ready) {
    return (
      <div className={styles.empty}>
        <p className={styles.emptyTitle}>{t('noMachine')}</p>
        <p>{t('noMachineWords', { port: String(port) })}</p>
      </div>
    );
  }
  return <PreviewBrowser key={preview.name} preview={preview} />;
}

function PreviewBrowser({ preview }: { preview: PreviewView }) {
  const t = useTranslations('preview');
  const { previewOrigin } = useLesson();
  const theme = useTheme();
  const [path, setPath] = useState('/');
  const [loads, setLoads] = useState(0);
  const { port, name, version } = preview;
  const { url, isolated } = previewAddress(name, location, previewOrigin);
  const address = url + path.replace(/^\/+/, '');
  const reload = () => setLoads(loads + 1);
  return (
    <div className={styles.pane}>
      <div className={styles.bar}>
        <button
          type="button"
          className={button('quiet', 'icon')}
          aria-label={t('reload')}
          title={t('reload')}
          onClick={reload}
        >
          <RotateCw size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
        <form
          className={styles.address}
          onSubmit={(event) => {
            event.preventDefault();
            const asked = String(new FormData(event.currentTarget).get('path') ?? '');
            setPath(asked.startsWith('/') ? asked : `/${asked}`);
            reload();
          }}
        >
          <span className={styles.host} aria-hidden="true">
            localhost:{port}
          </span>
          <input
            name="path"
            className={styles.path}
            aria-label={t('path', { port: String(port) })}
            defaultValue={path}
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            enterKeyHint="go"
          />
        </form>
        <a
          className={button('quiet', 'icon')}
          href={address}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={t('newWindow')}
          title={t('newWindow')}
        >
          <ExternalLink size={16} strokeWidth={1.5} aria-hidden="true" />
        </a>
      </div>
      <iframe
        // Another container behind the port, or another try: the page is loaded anew.
        key={`${version} ${loads} ${preview.container === null ? theme : ''}`}
        className={styles.frame}
        // Tells the page we show when nothing answers which theme to follow.
        name={`slipway-${theme}`}
        title={t('frame', { port: String(port) })}
        src={address}
        sandbox={isolated ? `${permissions} allow-same-origin` : permissions}
        referrerPolicy="no-referrer"
      />
    </div>
  );
}
