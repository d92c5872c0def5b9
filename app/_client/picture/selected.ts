/** The object of the picture somebody chose to read about. `id` is a name for networks and volumes. */
export interface Selected {
  kind: 'image' | 'container' | 'network' | 'volume';
  id: string;
}

/** True when `object` is the one chosen. */
export function isSelected(selected: Selected | null, kind: Selected['kind'], id: string): boolean {
  return selected?.kind === kind && selected.id === id;
}
