#!/usr/bin/env node
/**
 * The first file every command runs. Plain JavaScript for whatever Node (20 or later) the machine has, with nothing installed:
 * brings node_modules up to date with the lock file, then hands over to main.ts on the Node the project pins.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './bootstrap/install.mjs';
import { runForwarding } from './bootstrap/run.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const major = Number(process.versions.node.split('.')[0]);

/** Says what is wrong and what to do, and ends. */
function refuse(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

if (major < 20) refuse(`Slipway needs Node 20 or later to begin; this is ${process.version}. Install a newer Node.`);
if (process.platform === 'win32') refuse('Slipway runs on Linux (and for development on macOS). On Windows use WSL 2.');

try {
  await installDependencies(root);
} catch (error) {
  refuse(`Dependencies could not be installed: ${error instanceof Error ? error.message : error}`);
}

// The pinned Node comes as an npm package for Linux; elsewhere the machine's own will do when it is recent enough.
const pinned = join(root, 'node_modules', '.bin', 'node');
const node = existsSync(pinned) ? pinned : major >= 24 ? process.execPath : undefined;
if (!node)
  refuse(`No Node 24 is packaged for ${process.platform} ${process.arch}. Install Node 24 and run this again.`);

process.exit(await runForwarding(node, [join(root, 'lib', 'cli', 'main.ts'), ...process.argv.slice(2)]));
