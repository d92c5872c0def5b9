/** Everything lessons fetch, in a sandbox without a way out: one test for each command a learner types, with what it prints. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { randomId } from '#lib/base/index.ts';
import type { Channel } from '#sandbox/model.ts';
import { openDockerGround } from '../support/docker-ground.ts';

const ground = await openDockerGround({ SLIPWAY_EGRESS: 'none', SLIPWAY_HUB: '', SLIPWAY_PACKAGES: 'kit' });
if (!ground)
  test('the network unplugged: no sandboxes on this host', () => {
    throw new Error('npm run doctor says why');
  });

describe.runIf(ground)('the network unplugged', () => {
  let mine: Channel;
  let theirs: Channel;

  beforeAll(async () => {
    [mine, theirs] = await Promise.all([openSandbox(), openSandbox()]);
  });
  afterAll(async () => {
    await mine?.[Symbol.asyncDispose]();
    await theirs?.[Symbol.asyncDispose]();
    await ground?.[Symbol.asyncDispose]();
  });

  async function openSandbox(): Promise<Channel> {
    const signal = AbortSignal.timeout(60_000);
    const id = randomId(12);
    await ground?.driver.create({ id, memoryMiB: 1024, cpus: 1, processes: 500 }, signal);
    const channel = await ground?.driver.connect(id, signal);
    if (!channel) throw new Error('no sandbox');
    return channel;
  }

  /** What a shell line prints, stdout and stderr as they come, and its exit code. */
  async function shell(line: string, channel = mine): Promise<{ code: number | null; says: string; ms: number }> {
    const began = performance.now();
    const command = ['bash', '-c', `{ ${line}\n} 2>&1`];
    const { code, stdout } = await channel.exec(command, { signal: AbortSignal.timeout(100_000) });
    return { code, says: stdout, ms: performance.now() - began };
  }

  /** Writes a Dockerfile and what it copies to a folder of that name, and builds an image of that name there. */
  async function build(name: string, dockerfile: string, files: Record<string, string> = {}) {
    for (const [path, text] of Object.entries({ ...files, Dockerfile: dockerfile }))
      await mine.files.write(`/root/${name}/${path}`, Buffer.from(text));
    return shell(`docker build --progress=plain -t ${name} ${name}`);
  }

  it('has no way out, and says so at once', async () => {
    const { code, says, ms } = await shell('curl -sS http://93.184.215.14; curl -sS https://example.com');
    expect(says).toContain('Failed to connect to 93.184.215.14');
    expect(says).toContain('Could not resolve host: example.com');
    expect(code).not.toBe(0);
    expect(ms).toBeLessThan(5_000);
  });

  it('docker run hello-world', async () => {
    const { code, says } = await shell('docker run hello-world');
    expect(says).toMatch(
      /^Unable to find image 'hello-world:latest' locally\nlatest: Pulling from library\/hello-world\n[0-9a-f]{12}: /,
    );
    expect(says).toMatch(/\nDigest: sha256:[0-9a-f]{64}\nStatus: Downloaded newer image for hello-world:latest\n/);
    expect(says).toContain('\nHello from Docker!\n');
    expect(code).toBe(0);
  });

  it('docker run -p nginx', async () => {
    const { says } = await shell(
      'docker run -d -p 8080:80 nginx && curl -s --retry 20 --retry-delay 1 --retry-all-errors localhost:8080',
    );
    expect(says).toContain('Status: Downloaded newer image for nginx:latest\n');
    expect(says).toContain('<h1>Welcome to nginx!</h1>');
  });

  it('docker run -p httpd', async () => {
    const { says } = await shell(
      'docker run -d -p 8095:80 httpd && curl -s --retry 20 --retry-delay 1 --retry-all-errors localhost:8095',
    );
    expect(says).toContain('Status: Downloaded newer image for httpd:latest\n');
    expect(says).toContain('<h1>It works!</h1>');
  });

  it('docker pull nosuchimage', async () => {
    const { code, says, ms } = await shell('docker pull nosuchimage');
    expect(says).toBe(
      'Using default tag: latest\n' +
        "Error response from daemon: pull access denied for nosuchimage, repository does not exist or may require 'docker login': denied: requested access to the resource is denied\n",
    );
    expect(code).toBe(1);
    expect(ms).toBeLessThan(5_000);
  });

  it('docker pull nginx:nosuch', async () => {
    const { code, says } = await shell('docker pull nginx:nosuch');
    expect(says).toBe(
      'Error response from daemon: manifest for nginx:nosuch not found: manifest unknown: manifest unknown\n',
    );
    expect(code).toBe(1);
  });

  it('docker search nginx', async () => {
    const { says } = await shell('docker search nginx');
    expect(says).toMatch(/^NAME +DESCRIPTION +STARS +OFFICIAL\s*\nnginx +Web server.* 0 +\[OK\]\s*\n/);
  });

  it('friendlyhello: pip install -r requirements.txt, and Flask and redis answer', async () => {
    const app = `from flask import Flask
from redis import Redis
redis = Redis(host="redis")
app = Flask(__name__)
@app.route("/")
def hello():
    return f"Visits: {redis.incr('counter')}\\n"
app.run(host="0.0.0.0", port=80)
`;
    const dockerfile =
      'FROM python:3-slim\nWORKDIR /app\nCOPY . /app\nRUN pip install -r requirements.txt\nEXPOSE 80\nCMD ["python", "app.py"]\n';
    const built = await build('friendlyhello', dockerfile, { 'app.py': app, 'requirements.txt': 'Flask\nRedis\n' });
    expect(built.says).toMatch(/Successfully installed Flask-[\d.]+ Redis-[\d.]+ /);
    expect(built.code).toBe(0);
    await shell('docker network create hello; docker run -d --network hello --name redis redis');
    const { says } = await shell(
      'docker run -d --network hello -p 4000:80 friendlyhello >/dev/null; for i in 1 2; do curl -s --retry 20 --retry-delay 1 --retry-all-errors localhost:4000; done',
    );
    expect(says).toBe('Visits: 1\nVisits: 2\n');
  });

  it('pip install of something else', async () => {
    const { code, says, ms } = await shell('docker run --rm python pip install pandas');
    expect(says).toContain('ERROR: No matching distribution found for pandas\n');
    expect(code).toBe(1);
    expect(ms).toBeLessThan(15_000);
  });

  it('git clone of the Koa app, npm install, and it answers', async () => {
    const cloned = await shell('git clone http://git.slipway.test/koa-demo.git');
    expect(cloned).toMatchObject({ code: 0, says: "Cloning into 'koa-demo'...\n" });
    const dockerfile =
      'FROM node:lts\nWORKDIR /app\nCOPY . .\nRUN npm install --omit=dev\nEXPOSE 3000\nCMD ["npm", "start"]\n';
    const built = await build('koa-demo', dockerfile);
    expect(built.says).toMatch(/added \d+ packages in /);
    const { says } = await shell(
      'docker run -d -p 8000:3000 koa-demo >/dev/null; curl -s --retry 20 --retry-delay 1 --retry-all-errors localhost:8000',
    );
    expect(says).toMatch(/^Hello from Koa!\nYou are visitor 1 of container [0-9a-f]{12}\.\n$/);
  });

  it('npm install of something else', async () => {
    const { code, says, ms } = await shell('docker run --rm -w /app node npm install express');
    expect(says).toContain("404 Not Found - GET http://10.200.0.1/npm/express - express is not in this workshop's kit");
    expect(code).toBe(1);
    expect(ms).toBeLessThan(15_000);
  });

  it('apt-get update and install in a Dockerfile, from "Debian"', async () => {
    const dockerfile =
      'FROM ubuntu\nRUN apt-get update && apt-get install -y cowsay curl nginx libcap2-bin\nCMD ["/usr/games/cowsay", "moo"]\n';
    const built = await build('packages', dockerfile);
    expect(built.says).toMatch(/Get:\d+ http:\/\/debian\.slipway\.test\/debian trixie\/main .* Packages/);
    expect(built.says).not.toContain('Err:');
    expect(built.code).toBe(0);
    expect((await shell('docker run --rm packages')).says).toContain('< moo >');
  });

  it('apt-get install of something else', async () => {
    const { code, says, ms } = await shell(
      'docker run --rm debian sh -c "apt-get update -qq && apt-get install -y emacs"',
    );
    expect(says).toContain('E: Unable to locate package emacs\n');
    expect(code).toBe(100);
    expect(ms).toBeLessThan(15_000);
  });

  it('git clone of the blog, which can be generated', async () => {
    const cloned = await shell('git clone http://git.slipway.test/blog.git && git -C blog status --short --branch');
    expect(cloned).toMatchObject({ code: 0, says: "Cloning into 'blog'...\n## main...origin/main\n" });
    const dockerfile =
      'FROM python:3-slim AS site\nWORKDIR /blog\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nRUN python generate.py\nFROM nginx\nCOPY --from=site /blog/public /usr/share/nginx/html\n';
    expect((await build('blog', dockerfile)).says).toContain('3 articles in public/');
    const { says } = await shell(
      'docker run -d -p 8081:80 blog >/dev/null; curl -s --retry 20 --retry-delay 1 --retry-all-errors localhost:8081',
    );
    expect(says).toContain('<title>Harbour notes</title>');
    expect(says.match(/<article>/g)).toHaveLength(3);
  });

  it('git clone of a repository that is not there', async () => {
    const { code, says } = await shell('git clone http://git.slipway.test/nosuch.git');
    expect(says).toBe(
      "Cloning into 'nosuch'...\nremote: The repository nosuch is not in this workshop's kit\nfatal: repository 'http://git.slipway.test/nosuch.git/' not found\n",
    );
    expect(code).toBe(128);
  });

  it('docker login with a wrong password', async () => {
    const { code, says } = await shell('echo mistyped | docker login -u learner --password-stdin');
    expect(says).toBe(
      'Error response from daemon: Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password\n',
    );
    expect(code).toBe(1);
  });

  it('docker push without having signed in', async () => {
    const { code, says } = await shell('docker tag hello-world learner/hello; docker push learner/hello');
    expect(says).toMatch(/\ndenied: requested access to the resource is denied\n$/);
    expect(code).toBe(1);
  });

  it('docker login, push and pull back', async () => {
    const login = await shell('echo anchor | docker login -u learner --password-stdin');
    expect(login.says).toContain('Login Succeeded\n');
    const pushed = await shell(
      'docker tag friendlyhello learner/friendlyhello:v1; docker push learner/friendlyhello:v1',
    );
    expect(pushed.says).toContain('The push refers to repository [docker.io/learner/friendlyhello]\n');
    expect(pushed.says).toMatch(/: Mounted from library\/python\n/);
    expect(pushed.says).toMatch(/: Pushed\n/);
    expect(pushed.says).toMatch(/\nv1: digest: sha256:[0-9a-f]{64} size: \d+\n$/);
    await shell('docker rm -f $(docker ps -aq); docker image prune -af');
    const pulled = await shell('docker run --rm learner/friendlyhello:v1 python -c "import flask"');
    expect(pulled.says).toContain('Status: Downloaded newer image for learner/friendlyhello:v1\n');
    expect(pulled.code).toBe(0);
  });

  it('docker push to somebody else', async () => {
    const { code, says } = await shell('docker tag learner/friendlyhello:v1 mia/hello; docker push mia/hello');
    expect(says).toMatch(/\ndenied: requested access to the resource is denied\n$/);
    expect(code).toBe(1);
  });

  it('what one learner pushes, another does not see, under no name', async () => {
    expect((await shell('docker search learner')).says).toContain('learner/friendlyhello');
    expect((await shell('docker search learner', theirs)).says).not.toContain('friendlyhello');
    const image = await shell('docker pull learner/friendlyhello:v1', theirs);
    expect(image.says).toContain('pull access denied for learner/friendlyhello');
    await shell('echo anchor | docker login -u learner --password-stdin; docker pull busybox', theirs);
    const again = await shell(
      'docker tag busybox learner/friendlyhello:v1; docker push learner/friendlyhello:v1',
      theirs,
    );
    expect(again.code).toBe(0);
    const unchanged = await shell('docker pull learner/friendlyhello:v1');
    expect(unchanged.says).toContain('Status: Image is up to date for learner/friendlyhello:v1\n');
  });
});
