import { AppError } from '#lib/base/index.ts';
import { isRepositoryName, isTag } from '#lib/hub/index.ts';

/** An image as people write it, and where the hub keeps it: `nginx` is `library/nginx`, tag `latest`. */
export interface ImageName {
  /** `nginx:latest`, `user/app:v1`. */
  text: string;
  repository: string;
  tag: string;
}

/** Reads `nginx`, `nginx:1` or `user/app:v1`. Throws BAD_REQUEST for what is no name of an image on Docker Hub. */
export function readImageName(written: string): ImageName {
  const [name = '', tag = 'latest', ...rest] = written.replace(/^docker\.io\/(library\/)?/, '').split(':');
  const repository = name.includes('/') ? name : `library/${name}`;
  if (rest.length > 0 || !isRepositoryName(repository) || !isTag(tag)) {
    throw new AppError('BAD_REQUEST', `"${written}" is not the name of an image on Docker Hub`);
  }
  return { text: `${name}:${tag}`, repository, tag };
}
