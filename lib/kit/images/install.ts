import type { LayerDefinition } from '../definition.ts';

/** A layer of Debian packages (names with spaces between) and of what `after` (a shell line) changes. */
export function install(packages: string, after?: string): LayerDefinition {
  const line = `apt-get update && apt-get install -y --no-install-recommends ${packages}${after ? ` && ${after}` : ''}`;
  return {
    createdBy: `RUN /bin/sh -c ${line} # buildkit`,
    recipe: { kind: 'packages', packages: packages.split(' '), ...(after && { after }) },
  };
}
