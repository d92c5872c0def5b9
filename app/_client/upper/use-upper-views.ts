'use client';
import type { UpperView } from '../lesson/bench.ts';
import { useConnection } from '../lesson/lesson-context.ts';

/** What can be shown now. A port that is being looked at stays, so that its page can say why it does not answer any more. */
export function useUpperViews(shown: UpperView): UpperView[] {
  const { view } = useConnection();
  const ports = (view?.previews ?? []).map(({ port }): UpperView => `port-${port}`);
  const views: UpperView[] = ['editor', 'picture', ...ports];
  return views.includes(shown) ? views : [...views, shown];
}

/** The port a view is about; null for the others. */
export function portOf(view: UpperView): number | null {
  return view.startsWith('port-') ? Number(view.slice('port-'.length)) : null;
}
