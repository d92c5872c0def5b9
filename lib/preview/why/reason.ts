import { type Message, message } from '../../base/index.ts';
import type { Observation, ObservedContainer } from '../../check/model.ts';
import type { Listener, PreviewSource } from '../ports.ts';

/** How far a request came before it failed. */
export type Failure = 'unknown' | 'refused' | 'closed' | 'not-http' | 'silent';

/** Why nothing is shown: a sentence, what it means, and the command that shows it. */
export interface Reason {
  title: Message;
  words: Message;
  look: string | null;
}

const reason = (id: string, values?: Message['values'], look: string | null = null): Reason => ({
  title: message(`preview.${id}.title`, values),
  words: message(`preview.${id}.words`, values),
  look,
});

/**
 * Why a port does not answer, from what the sandbox shows: the machine, what is published, the container behind it, and what listens
 * inside that. Asks the sandbox one question at most, and says less when it does not answer.
 */
export async function whyNot(source: PreviewSource | null, failure: Failure, signal: AbortSignal): Promise<Reason> {
  if (!source || failure === 'unknown') return reason('unknown');
  const { port, observation } = source;
  if (!source.up) return reason('no-machine', { port });
  if (observation.daemon !== 'up') return reason('no-docker', { port }, 'docker ps');
  const publisher = observation.containers.find((container) => publishes(container, port) && isUp(container));
  if (!publisher) return notPublished(observation, port);
  const name = publisher.name;
  const inside = publisher.ports.find(({ host }) => host === port)?.container ?? port;
  if (publisher.state === 'paused') return reason('paused', { port, name }, `docker unpause ${name}`);
  if (publisher.state === 'restarting') return reason('restarting', { port, name }, `docker logs ${name}`);
  if (failure === 'not-http') return reason('not-http', { port, name }, `docker logs ${name}`);
  if (failure === 'silent') return reason('silent', { port, name }, `docker logs ${name}`);
  const listeners = await source.listeners(publisher.id, signal).catch(() => null);
  return listeners ? notHeard(listeners, port, inside, name) : reason('closed', { port, name }, `docker logs ${name}`);
}

function notHeard(listeners: Listener[], port: number, inside: number, name: string): Reason {
  const here = listeners.filter((listener) => listener.port === inside);
  if (here.some(({ loopback }) => !loopback)) return reason('closed', { port, name }, `docker logs ${name}`);
  if (here.length > 0)
    return reason('loopback', { port, inside, name }, `docker inspect -f '{{.Path}} {{.Args}}' ${name}`);
  const others = [...new Set(listeners.filter(({ loopback }) => !loopback).map((listener) => listener.port))];
  const [other] = others;
  if (other === undefined) return reason('nothing-listens', { port, inside, name }, `docker logs ${name}`);
  return reason('other-port', { port, inside, name, others: others.join(', '), other }, `docker port ${name}`);
}

function notPublished(observation: Observation, port: number): Reason {
  const gone = observation.containers
    .filter((container) => publishes(container, port))
    .sort((a, b) => b.createdAt - a.createdAt)[0];
  if (gone?.state === 'exited' || gone?.state === 'dead') {
    return reason('exited', { port, name: gone.name, code: gone.exitCode }, `docker logs ${gone.name}`);
  }
  if (gone) return reason('created', { port, name: gone.name }, `docker start ${gone.name}`);
  const published = observation.containers.filter(isUp).flatMap((container) => container.ports);
  const others = [...new Set(published.map(({ host }) => host))];
  if (others.length > 0) return reason('other-published', { port, others: others.join(', ') }, 'docker ps');
  return reason('not-published', { port }, 'docker ps');
}

function publishes(container: ObservedContainer, port: number): boolean {
  return container.ports.some(({ host, protocol }) => host === port && protocol === 'tcp');
}

function isUp({ state }: ObservedContainer): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}
