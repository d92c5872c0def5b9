import type { ImageDefinition } from '../definition.ts';
import { debian } from './debian.ts';
import { install } from './install.ts';

const modules = ['mpm_event', 'authz_core', 'authz_host', 'dir', 'mime', 'autoindex', 'alias', 'headers'];

// The paths of the official image, which is what people copy to: not those of Debian's package.
const httpdConf = `ServerRoot "/usr/local/apache2"
ServerName localhost
Listen 80
${modules.map((name) => `LoadModule ${name}_module modules/mod_${name}.so`).join('\n')}
User www-data
Group www-data
PidFile /run/httpd.pid
TypesConfig /etc/mime.types
ErrorLog /proc/self/fd/2
LogLevel warn
LogFormat "%h %l %u %t \\"%r\\" %>s %b" common
CustomLog /proc/self/fd/1 common

DocumentRoot "/usr/local/apache2/htdocs"
DirectoryIndex index.html
<Directory />
    AllowOverride none
    Require all denied
</Directory>
<Directory "/usr/local/apache2/htdocs">
    Options Indexes FollowSymLinks
    Require all granted
</Directory>
`;

// Debian's program looks for its configuration elsewhere.
const program = `#!/bin/sh
exec /usr/sbin/apache2 -d /usr/local/apache2 -f conf/httpd.conf "$@"
`;

const foreground = `#!/bin/sh
set -e
rm -f /run/httpd.pid
exec httpd -DFOREGROUND "$@"
`;

const page = '<html><body><h1>It works!</h1></body></html>\n';

export const httpd: ImageDefinition = {
  name: 'httpd',
  tags: ['latest', '2', '2.4'],
  description: "Web server, Debian's Apache in the official image's paths (Slipway's stand-in)",
  really: "Debian 13's apache2-bin",
  base: debian,
  layers: [
    install(
      'apache2-bin media-types',
      [
        'mkdir -p /usr/local/apache2/bin /usr/local/apache2/conf /usr/local/apache2/htdocs',
        'ln -s /usr/lib/apache2/modules /usr/local/apache2/modules',
        // Only helpers that no container runs are written in Perl, and it is larger than the server.
        'dpkg --purge --force-depends perl perl-modules-5.40 libperl5.40',
      ].join(' && '),
    ),
    {
      createdBy: 'COPY httpd.conf httpd-foreground index.html /usr/local/apache2/ # buildkit',
      recipe: {
        kind: 'files',
        files: [
          { path: 'usr/local/apache2/conf/httpd.conf', content: httpdConf },
          { path: 'usr/local/apache2/htdocs/index.html', content: page },
          { path: 'usr/local/apache2/bin/httpd', content: program, mode: 0o755 },
          { path: 'usr/local/bin/httpd-foreground', content: foreground, mode: 0o755 },
        ],
      },
    },
  ],
  config: {
    Cmd: ['httpd-foreground'],
    Env: ['PATH=/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ExposedPorts: { '80/tcp': {} },
    StopSignal: 'SIGWINCH',
    WorkingDir: '/usr/local/apache2',
  },
};
