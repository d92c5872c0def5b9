import type { ImageDefinition } from './definition.ts';
import { busybox } from './images/busybox.ts';
import { debian } from './images/debian.ts';
import { helloWorld } from './images/hello-world/hello-world.ts';
import { httpd } from './images/httpd.ts';
import { nginx } from './images/nginx.ts';
import { node } from './images/node.ts';
import { python } from './images/python.ts';
import { redis } from './images/redis.ts';
import { registry } from './images/registry.ts';
import { ubuntu } from './images/ubuntu.ts';

/** Every image the kit can make. */
export const catalogue: readonly ImageDefinition[] = [
  helloWorld,
  busybox,
  debian,
  ubuntu,
  nginx,
  httpd,
  redis,
  python,
  node,
  registry,
];

/** What `npm start` makes: what lessons pull or build on. */
export const defaultImages: readonly string[] = catalogue.map((image) => image.name);

/** An image of the kit as search and the page's note about stand-ins show it. */
export interface KitImage {
  name: string;
  tags: readonly string[];
  standIn: true;
  description: string;
}

/** Every image the kit can make, or those of these names. */
export function kitImages(names: readonly string[] = catalogue.map((image) => image.name)): KitImage[] {
  return catalogue
    .filter((image) => names.includes(image.name))
    .map(({ name, tags, description }) => ({ name, tags, standIn: true, description }));
}
