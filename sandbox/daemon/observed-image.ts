import type { ObservedImage } from '#lib/check/model.ts';
import type { ImageDetails, ImageSummary } from './answers.ts';

const isNamed = (reference: string) => !reference.includes('<none>');

/** An image as checks see it: names from the list, which move, and content from its inspection, which never changes. */
export function observedImage(summary: ImageSummary, details: ImageDetails, history: string[]): ObservedImage {
  const { Config } = details;
  return {
    id: summary.Id,
    tags: summary.RepoTags.filter(isNamed),
    digests: summary.RepoDigests.filter(isNamed),
    createdAt: summary.Created,
    size: summary.Size,
    author: details.Author,
    comment: details.Comment,
    layers: details.RootFS?.Layers ?? [],
    history,
    config: {
      cmd: Config?.Cmd ?? [],
      entrypoint: Config?.Entrypoint ?? [],
      env: Config?.Env ?? [],
      exposed: Config?.ExposedPorts ?? [],
      labels: Config?.Labels ?? {},
      workdir: Config?.WorkingDir ?? '',
      volumes: Config?.Volumes ?? [],
    },
  };
}
