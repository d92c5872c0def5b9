import type { Observation } from '../check/model.ts';
import type { PreviewView } from './model.ts';

/** Ports shown at most; a learner may publish thousands with one command. */
const most = 24;

/** Which ports of one session's sandbox may be looked at, and under which names. Names die with the sandbox. */
export class Previews {
  readonly #nameOf: (sandbox: string, port: number) => string;
  readonly #wanted = new Set<number>();
  readonly #names = new Map<number, string>();
  readonly #ports = new Map<string, number>();
  #sandbox: string | null;

  constructor(sandbox: string | null, nameOf: (sandbox: string, port: number) => string) {
    this.#sandbox = sandbox;
    this.#nameOf = nameOf;
  }

  /** Another sandbox, or none: all names given so far are void. */
  moveTo(sandbox: string | null): void {
    this.#sandbox = sandbox;
    this.#names.clear();
    this.#ports.clear();
  }

  /** Shows a port though nothing publishes it yet. */
  want(port: number): void {
    if (this.#wanted.size < most) this.#wanted.add(port);
  }

  /** The port behind a name given out for the present sandbox. */
  portOf(name: string): number | undefined {
    return this.#ports.get(name);
  }

  view({ containers }: Observation): PreviewView[] {
    const published = containers
      .filter(({ state }) => state === 'running' || state === 'paused' || state === 'restarting')
      .flatMap(({ id, name, state, startedAt, ports }) =>
        ports
          .filter(({ protocol, hostIp }) => protocol === 'tcp' && (hostIp === '' || hostIp.startsWith('127.')))
          .map(({ host }) => [host, { container: name, version: `${id.slice(0, 12)} ${state} ${startedAt}` }] as const),
      );
    const shown = new Map([...this.#wanted].map((port) => [port, { container: null, version: '' }] as const));
    const all = new Map<number, Pick<PreviewView, 'container' | 'version'>>([...shown, ...published]);
    return [...all]
      .sort(([a], [b]) => a - b)
      .slice(0, most)
      .flatMap(([port, publisher]) => {
        const name = this.#name(port);
        return name === null ? [] : [{ port, name, ...publisher }];
      });
  }

  #name(port: number): string | null {
    if (this.#sandbox === null) return null;
    const known = this.#names.get(port);
    if (known) return known;
    const name = this.#nameOf(this.#sandbox, port);
    this.#names.set(port, name);
    this.#ports.set(name, port);
    return name;
  }
}
