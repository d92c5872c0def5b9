import { expect, test } from 'vitest';
import { guessFromCommands, guessFromScript } from './guess-checks.ts';

/** Guesses as they are written in a lesson. */
const written = ({ kind, attributes }: { kind: string; attributes: Record<string, string> }) =>
  [kind, ...Object.entries(attributes).map(([key, value]) => `${key}=${value}`)].join(' ');
const fromScript = (script: string) => guessFromScript('verify.sh', script).guesses.map(written);
const fromCommands = (...lines: string[]) =>
  guessFromCommands([{ at: { file: 'a.md', line: 10 }, lines }]).map(written);

test.each([
  ['docker ps | grep web', 'container-running name=web'],
  ['docker ps | grep -q nginx:alpine', 'container-running image=nginx:alpine'],
  ['docker ps --filter "name=^web$" --filter status=running -q', 'container-running name=web'],
  ['docker container ls -f ancestor=redis', 'container-running image=redis'],
  ['docker ps -a --format "{{.Names}}" | grep -w web', 'container-exists name=web'],
  ['docker ps -a | grep web | grep Exited', 'container-stopped name=web'],
  ['docker ps | grep web | grep "(healthy)"', 'container-healthy name=web'],
  ['! docker ps | grep web', 'container-absent name=web'],
  ['if [ "$(docker inspect -f \'{{.State.Running}}\' web)" = "true" ]; then', 'container-running name=web'],
  ['[[ $(docker inspect --format="{{.State.Status}}" web) == "exited" ]]', 'container-stopped name=web'],
  ['test "$(docker inspect -f {{.State.ExitCode}} job)" -eq 3', 'container-exited name=job exitCode=3'],
  [
    'docker inspect -f {{.HostConfig.RestartPolicy.Name}} web | grep always',
    'container-restart-policy name=web policy=always',
  ],
  ['docker container inspect web > /dev/null 2>&1', 'container-exists name=web'],
  ['docker images | grep site', 'image-exists image=site'],
  ['docker image ls | grep localhost:5000/site | grep v2', 'image-exists image=localhost:5000/site'],
  ['docker images | grep site | grep v2', 'image-exists image=site:v2'],
  ['docker image inspect site:v1', 'image-exists image=site:v1'],
  ['docker images -q site:v1', 'image-exists image=site:v1'],
  ['docker network ls | grep shop', 'network-exists network=shop'],
  ['docker network inspect shop | grep web', 'network-connected name=web network=shop'],
  ['docker volume inspect data', 'volume-exists volume=data'],
  ['docker logs web 2>&1 | grep "GET /"', 'logs-contain name=web text=GET /'],
  ['docker-compose ps | grep db | grep Up', 'compose-service service=db'],
  ['docker compose -f shop.yaml ps web', 'compose-service service=web'],
  ['docker service ls | grep web', 'service-running service=web'],
  ['docker info | grep "Swarm: active"', 'swarm-active'],
  ['curl -s http://localhost:8080 | grep -q "Full Stack"', 'http-answers port=8080 path=/ body=Full Stack'],
  ['curl -sf localhost/health', 'http-answers port=80 path=/health'],
  ['[ $(curl -s -o /dev/null -w "%{http_code}" localhost:8080/x) = 404 ]', 'http-answers port=8080 path=/x status=404'],
  ['curl localhost:5000/v2/site/tags/list | grep v2', 'registry-has-tag port=5000 repository=site tag=v2'],
  ['nc -z localhost 6379', 'port-listening port=6379'],
  ['ss -tln | grep :8080', 'port-listening port=8080'],
  ['test -f /root/app/Dockerfile', 'file-exists path=app/Dockerfile'],
  ['if [[ ! -f ~/notes.txt ]]; then', 'file-absent path=notes.txt'],
  ['grep -q "EXPOSE 80" ~/Dockerfile', 'file-contains path=Dockerfile text=EXPOSE 80'],
  ['cat /root/site/index.html | grep Hello', 'file-contains path=site/index.html text=Hello'],
  ['cd /root/shop\ntest -f compose.yaml', 'file-exists path=shop/compose.yaml'],
  ['docker ps -q -f name=^/web$', 'container-running name=web'],
  ['if ! docker image inspect app:1 >/dev/null; then exit 1; fi', 'image-exists image=app:1'],
  ['if [ ! -f ~/notes.txt ]; then\n  echo "no"\n  exit 1\nfi', 'file-exists path=notes.txt'],
  ['if docker ps | grep web; then\n  exit 0\nelse\n  exit 1\nfi', 'container-running name=web'],
  ['if [ -z "$(docker ps -q -f name=web)" ]; then exit 1; fi', 'container-running name=web'],
  ['if [ "$(docker inspect -f {{.State.Running}} web)" != "true" ]; then\n exit 1\nfi', 'container-running name=web'],
  ['NAME=web\ndocker ps | grep "$NAME"', 'container-running name=web'],
  ['docker ps \\\n  | grep web', 'container-running name=web'],
])('%s', (script, expected) => {
  expect(fromScript(script)).toEqual([expected]);
});

test('a whole script: what decides nothing is passed over, what is not understood is told with its line', () => {
  const script = `#!/bin/bash
LOGFILE=/ks/verify.log
set -e # stop at once
{
    date
    # both are up
    docker ps | grep app-1
    docker ps | grep app-1
    docker exec app-1 sh -c 'curl -sS app-2' | grep Hello
    docker ps | grep "$UNKNOWN"
    test -f /etc/docker/daemon.json
} >> \${LOGFILE} 2>&1

echo "done"
`;
  const { guesses, unknown } = guessFromScript('step1/verify.sh', script);
  expect(guesses.map(written)).toEqual(['container-running name=app-1']);
  expect(guesses[0]?.from).toEqual({ file: 'step1/verify.sh', line: 7 });
  expect(unknown.map(({ line }) => line)).toEqual([9, 10, 11]);
});

test('commands of a step: what they leave behind', () => {
  expect(fromCommands('docker pull nginx')).toEqual(['image-exists image=nginx']);
  expect(fromCommands('docker run hello-world')).toEqual(['container-exited image=hello-world']);
  expect(fromCommands('docker run -dp 8080:80 --name web -v data:/data --network shop nginx:1 nginx -v')).toEqual([
    'container-running name=web image=nginx:1',
    'port-published name=web port=80 host=8080',
    'volume-mounted name=web volume=data target=/data',
    'network-connected name=web network=shop',
  ]);
  expect(
    fromCommands('docker build -t site:v1 --build-arg A=b .', 'docker tag site:v1 localhost:5000/site:v1'),
  ).toEqual(['image-exists image=site:v1', 'image-tagged image=site:v1 as=localhost:5000/site:v1']);
  expect(fromCommands('docker run -d --name web nginx', 'docker stop web', 'docker rm web')).toEqual([
    'container-absent name=web',
  ]);
  expect(fromCommands('docker network create -d bridge shop && docker network connect shop web')).toEqual([
    'network-exists network=shop',
    'network-connected network=shop name=web',
  ]);
  expect(fromCommands('docker rm $(docker ps -aq)', 'ls', 'docker ps')).toEqual([]);
});
