/** What the picture shows of the learner's Docker: objects and how they belong together. Shared by the server and the page. */

/** An image, as a stack of layers. */
export interface PictureImage {
  id: string;
  /** "nginx:latest"; empty for a dangling image. */
  tags: string[];
  /** Bytes. */
  size: number;
  /** Digests, lowest first. Images whose stacks begin alike share those layers. */
  layers: string[];
  /** What it runs by default. */
  command: string;
}

/** A file or folder in a container's writable layer. */
export interface PictureChange {
  path: string;
  kind: 'changed' | 'added' | 'deleted';
}

/** A container: its image and a writable layer of its own. */
export interface PictureContainer {
  id: string;
  name: string;
  image: string;
  imageId: string;
  /** Docker's own word: created, running, paused, restarting, removing, exited, dead. */
  state: string;
  exitCode: number;
  command: string;
  /** `local`: reachable from the machine itself only. */
  ports: { container: number; host: number; protocol: string; local: boolean }[];
  networks: string[];
  /** `name` is a volume's name, or the path of a folder of the machine. */
  mounts: { kind: 'volume' | 'folder'; name: string; target: string; readOnly: boolean }[];
  health: 'none' | 'starting' | 'healthy' | 'unhealthy';
  /** True when it is removed as soon as it ends. */
  autoRemove: boolean;
  /** What its writable layer holds; null until that is known. `paths` names the first ones. */
  changes: { count: number; paths: PictureChange[] } | null;
}

export interface PictureNetwork {
  name: string;
  driver: string;
  /** Names of the containers on it. */
  containers: string[];
}

/** Everything the picture shows at one moment. Lists are empty while the daemon is not up. */
export interface PictureView {
  daemon: 'asleep' | 'up' | 'down';
  images: PictureImage[];
  containers: PictureContainer[];
  /** Those somebody made, and those some container is on. */
  networks: PictureNetwork[];
  volumes: { name: string; driver: string }[];
}

/** One instruction of an image and the bytes of its layer (0 when it made none), oldest first. */
export interface PictureInstruction {
  createdBy: string;
  size: number;
}
