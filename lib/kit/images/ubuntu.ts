import type { ImageDefinition } from '../definition.ts';
import { debian } from './debian.ts';
import { install } from './install.ts';

// The same commands, package manager and paths; whoever looks closer is told what it is.
const osRelease = `PRETTY_NAME="Slipway's stand-in for Ubuntu (Debian GNU/Linux 13)"
NAME="Debian GNU/Linux"
VERSION_ID="13"
VERSION="13 (trixie)"
VERSION_CODENAME=trixie
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`;

export const ubuntu: ImageDefinition = {
  name: 'ubuntu',
  tags: ['latest', '24.04', 'noble'],
  description: "Debian GNU/Linux 13 in Ubuntu's place (Slipway's stand-in)",
  really: 'Debian 13 (trixie) standing in for Ubuntu',
  base: debian,
  layers: [
    // Ubuntu's own image has `ps`, Debian's has not.
    install('procps'),
    {
      createdBy: 'COPY os-release /usr/lib/os-release # buildkit',
      recipe: { kind: 'files', files: [{ path: 'usr/lib/os-release', content: osRelease }] },
    },
  ],
  config: { Cmd: ['/bin/bash'] },
};
