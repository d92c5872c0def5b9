import type { ImageDefinition } from '../definition.ts';
import { debian } from './debian.ts';
import { install } from './install.ts';

export const python: ImageDefinition = {
  name: 'python',
  tags: ['latest', 'slim', '3', '3-slim', '3.13', '3.13-slim'],
  description: "Python 3.13 with pip, Debian's packages (Slipway's stand-in)",
  really: "Debian 13's python3 and python3-pip",
  base: debian,
  layers: [
    install(
      'ca-certificates python3 python3-pip python3-venv',
      // In a container there is no system Python to protect from pip; the official image has no such marker either.
      'rm -f /usr/lib/python3*/EXTERNALLY-MANAGED && ln -s python3 /usr/bin/python && find /usr -name __pycache__ -prune -exec rm -rf {} +',
    ),
  ],
  config: { Cmd: ['python3'], Env: ['PYTHONDONTWRITEBYTECODE=1'] },
};
