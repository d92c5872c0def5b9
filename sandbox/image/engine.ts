import Docker from 'dockerode';
import { z } from 'zod';
import { randomId } from '#lib/base/index.ts';
import { labels } from './labels.ts';

/** Where the host's engine is, in dockerode's words; empty means DOCKER_HOST or the usual socket. */
export type EngineAddress = Docker.DockerOptions;

/** A client of the host's engine. Connects on use, so it may be made before the engine runs. */
export function openEngine(address: EngineAddress = {}): Docker {
  return new Docker(address);
}

const Failure = z.object({ statusCode: z.number() });

/** True when the engine answered that the object does not exist. */
export function isMissing(error: unknown): boolean {
  return Failure.safeParse(error).data?.statusCode === 404;
}

/** Makes a volume of ours, with a label that no other volume, before or after it, carries. */
export async function makeVolume(docker: Docker, name: string, installation: string, role: string): Promise<void> {
  await docker.createVolume({
    Name: name,
    Labels: { [labels.installation]: installation, [labels.role]: role, [labels.birth]: randomId() },
  });
}

/** Removes a volume that may be gone already. */
export async function removeVolume(docker: Docker, name: string): Promise<void> {
  await docker
    .getVolume(name)
    .remove()
    .catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
}

const Volume = z.object({ Labels: z.record(z.string(), z.string()).nullish() });

/**
 * What tells this very volume from another of its name, or null when there is none: a completion mark is tied to it.
 * (Its CreatedAt will not do: engines report the folder's last change.)
 */
export async function volumeBirth(docker: Docker, name: string): Promise<string | null> {
  try {
    return Volume.parse(await docker.getVolume(name).inspect()).Labels?.[labels.birth] ?? null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Resolves when `promise` does, or rejects with the signal's reason first. For calls that cannot be aborted themselves. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
