import type { ImageDefinition } from '../definition.ts';
import { debian } from './debian.ts';
import { install } from './install.ts';

// The paths of the official image, which is what lessons and Dockerfiles copy to: not those of Debian's package.
const nginxConf = `user www-data;
worker_processes auto;
error_log /var/log/nginx/error.log notice;
pid /run/nginx.pid;

events {
    worker_connections 1024;
}

http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log /var/log/nginx/access.log;
    sendfile on;
    keepalive_timeout 65;
    include /etc/nginx/conf.d/*.conf;
}
`;

const defaultConf = `server {
    listen 80;
    listen [::]:80;
    server_name localhost;

    location / {
        root /usr/share/nginx/html;
        index index.html index.htm;
    }
}
`;

const page = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Welcome to nginx!</title>
<style>
  html { color-scheme: light dark; }
  body { max-width: 35em; margin: 3em auto; padding: 0 1em; font-family: system-ui, sans-serif; line-height: 1.5; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you can read this, the web server in your container is running.</p>
<p>This page is the file <code>/usr/share/nginx/html/index.html</code> in the container. Put your own there.</p>
</body>
</html>
`;

export const nginx: ImageDefinition = {
  name: 'nginx',
  tags: ['latest', '1', '1.26', 'stable'],
  description: "Web server, Debian's nginx in the official image's paths (Slipway's stand-in)",
  really: "Debian 13's nginx-light",
  base: debian,
  layers: [
    install(
      'nginx-light',
      'rm -rf /etc/nginx/sites-* /etc/nginx/snippets /var/www && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log',
    ),
    {
      createdBy: 'COPY etc usr / # buildkit',
      recipe: {
        kind: 'files',
        files: [
          { path: 'etc/nginx/nginx.conf', content: nginxConf },
          { path: 'etc/nginx/conf.d/default.conf', content: defaultConf },
          { path: 'usr/share/nginx/html/index.html', content: page },
        ],
      },
    },
  ],
  config: { Cmd: ['nginx', '-g', 'daemon off;'], ExposedPorts: { '80/tcp': {} }, StopSignal: 'SIGQUIT' },
};
