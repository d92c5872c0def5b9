/** Labels on everything Slipway makes in a host's Docker engine, so that a stranger (or `npm run clean`) can find it. */
export const labels = {
  /** Which installation made it: several may share one engine. */
  installation: 'dev.slipway.installation',
  /** Which site of the installation a sandbox belongs to: they share what sandboxes boot from, not the sandboxes. */
  instance: 'dev.slipway.instance',
  /** Id of the sandbox a container or volume belongs to. */
  sandbox: 'dev.slipway.sandbox',
  /** First uid of the sandbox's private range on the host. */
  uidBase: 'dev.slipway.uid-base',
  /** The sandbox's SSH host key, base64 blob: what the server accepts and nothing else. */
  hostKey: 'dev.slipway.host-key',
  /** Random, per volume: a filled volume is recognised by it. */
  birth: 'dev.slipway.birth',
  /** What an image, volume or network is for: `image`, `root`, `store`, `network`, `helper`. */
  role: 'dev.slipway.role',
} as const;
