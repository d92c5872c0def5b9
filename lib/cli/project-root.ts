import { dirname } from 'node:path';

/** The project's folder, whatever folder a command was started in. */
export const projectRoot = dirname(dirname(import.meta.dirname));
