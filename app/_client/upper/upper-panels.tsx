'use client';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import type { UpperView } from '../lesson/bench.ts';
import { BarOf } from '../lesson/pane-frame.tsx';
import styles from './upper.module.css';
import { portOf } from './use-upper-views.ts';

const EditorPane = dynamic(() => import('../editor/editor-pane.tsx').then((module) => module.EditorPane), {
  ssr: false,
});
const PicturePane = dynamic(() => import('../picture/picture-pane.tsx').then((module) => module.PicturePane), {
  ssr: false,
});
const PreviewPane = dynamic(() => import('../preview/preview-pane.tsx').then((module) => module.PreviewPane), {
  ssr: false,
});

/** The upper pane's contents. The editor and ports once looked at stay as they are behind others; the picture is drawn when seen. */
export function UpperPanels({ upper }: { upper: UpperView }) {
  const [visited, setVisited] = useState<readonly number[]>([]);
  const port = portOf(upper);
  if (port !== null && !visited.includes(port)) setVisited([...visited, port]);
  return (
    <>
      <UpperPanel view="editor" upper={upper}>
        <EditorPane />
      </UpperPanel>
      {upper === 'picture' && (
        <UpperPanel view="picture" upper={upper}>
          <PicturePane />
        </UpperPanel>
      )}
      {visited.map((each) => (
        <UpperPanel key={each} view={`port-${each}`} upper={upper}>
          <PreviewPane port={each} />
        </UpperPanel>
      ))}
    </>
  );
}

function UpperPanel({ view, upper, children }: { view: UpperView; upper: UpperView; children: ReactNode }) {
  return (
    <div
      id={`upper-panel-${view}`}
      className={styles.panel}
      role="tabpanel"
      aria-labelledby={`upper-tab-${view}`}
      hidden={view !== upper}
    >
      <BarOf shown={view === upper}>{children}</BarOf>
    </div>
  );
}
