/** A file a layer adds: `content` is text, `link` makes a symbolic link. Paths are relative to the root, never through a link. */
export type LayerFile = { path: string; content: string; mode?: number } | { path: string; link: string };

/** How one layer comes about. */
export type LayerRecipe =
  /** A small Debian. */
  | { kind: 'debian' }
  /** busybox alone, with a link for every applet and the few folders and files a shell expects. */
  | { kind: 'busybox' }
  /** One static program compiled from a C file beside the image's definition. */
  | { kind: 'program'; source: string; flags: readonly string[]; path: string }
  | { kind: 'files'; files: readonly LayerFile[] }
  /** A self-contained npm package as a global installation, its commands by name. */
  | { kind: 'npm-package'; name: string; version: string; commands: Readonly<Record<string, string>> }
  /** Debian packages from the host's mirror, without those they recommend, and what the shell line `after` then changes. */
  | { kind: 'packages'; packages: readonly string[]; after?: string };

/** A layer, and the line `docker history` shows for it. */
export interface LayerDefinition {
  createdBy: string;
  recipe: LayerRecipe;
}

/** The part of an image's configuration the kit uses, in the words of the Docker image specification. */
export interface ImageConfig {
  Cmd?: readonly string[];
  Entrypoint?: readonly string[];
  Env?: readonly string[];
  ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
  StopSignal?: string;
  Volumes?: Readonly<Record<string, Record<string, never>>>;
  WorkingDir?: string;
}

/** An image of the kit: one file below `images/` each. */
export interface ImageDefinition {
  /** Repository below `library/`. */
  name: string;
  tags: readonly string[];
  /** What `docker search` says. */
  description: string;
  /** What it really is; becomes the label `dev.slipway.stand-in`, which `docker inspect` shows. */
  really: string;
  base?: ImageDefinition;
  layers: readonly LayerDefinition[];
  config: ImageConfig;
}
