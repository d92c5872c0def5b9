/** An image of the fake daemon. */
export interface FakeImage {
  /** `sha256:` and 64 hexadecimal digits. */
  id: string;
  /** "hello-world:latest" */
  tags: string[];
  digest: string;
  /** Milliseconds since the epoch, as everywhere below. */
  createdAt: number;
  size: number;
  layers: string[];
  command: string[];
  /** What its default command prints before it ends; null when it keeps running. */
  output: string | null;
  /** False when its own program is all it holds. */
  hasShell: boolean;
}

/** A container of the fake daemon. */
export interface FakeContainer {
  id: string;
  name: string;
  /** As it was asked for. */
  image: string;
  imageId: string;
  command: string[];
  state: 'created' | 'running' | 'exited';
  exitCode: number;
  createdAt: number;
  startedAt: number;
  finishedAt: number;
  autoRemove: boolean;
  tty: boolean;
  env: string[];
  ports: { container: number; host: number }[];
  logs: string;
}

/** An event as `GET /events` sends it. */
export interface FakeEvent {
  Type: string;
  Action: string;
  Actor: { ID: string; Attributes: Record<string, string> };
  scope: 'local';
  /** Seconds since the epoch. */
  time: number;
  /** Nanoseconds since the epoch; rounded, as JavaScript reads it anyway. */
  timeNano: number;
}

/** An answer of "no", with the HTTP status and the sentence of the real daemon. */
export class FakeDaemonError extends Error {
  readonly status: number;
  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}
