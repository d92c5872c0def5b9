import type { Clock, Logger } from '#lib/base/index.ts';
import type { StoreContent } from '../../image/artifacts.ts';
import type { Egress } from '../../image/container.ts';
import type { EngineAddress } from '../../image/engine.ts';

/** What the docker driver is made from. */
export interface DockerDriverOptions {
  /** Names everything it makes: several installations may share an engine. Lower-case letters, digits and hyphens. */
  installation: string;
  /** The site of this installation whose sandboxes these are; it sees no other's. Same letters. */
  instance: string;
  /** Absolute; keys and completion marks are kept there. */
  dataFolder: string;
  engine?: EngineAddress;
  /** Content of the shared image store, as given to sandboxSetupParts; null when there is none. */
  store: StoreContent | null;
  /** The stand-in for Docker Hub. `host` defaults to the server's address on the sandboxes' network. Null: the real Hub, by `egress`. */
  hub: { host?: string; httpPort: number; httpsPort: number; caPem: string } | null;
  egress: Egress;
  clock: Clock;
  logger: Logger;
}
