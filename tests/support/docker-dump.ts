import type Docker from 'dockerode';
import type { Channel } from '#sandbox/model.ts';

/** What somebody needs to see of a host's sandboxes when a test failed: every container with the label, its state and its last lines. */
export async function dumpContainers(docker: Docker, label: string): Promise<string> {
  const containers = await docker.listContainers({ all: true, filters: { label: [label] } });
  const parts = await Promise.all(
    containers.map(async ({ Id, Names, Status }) => {
      const container = docker.getContainer(Id);
      const [{ State, HostConfig }, log] = await Promise.all([
        container.inspect(),
        container.logs({ stdout: true, stderr: true, tail: 40 }),
      ]);
      return `${Names.join()} ${Status}\n${JSON.stringify(State)}\nmemory ${HostConfig.Memory}\n${log.toString('latin1')}`;
    }),
  );
  return parts.join('\n') || `no container with ${label}`;
}

/** What goes on inside a sandbox: processes, containers, events, the learner daemon's log. Does not wake a sleeping daemon. */
export async function dumpSandbox(channel: Channel): Promise<string> {
  const commands = [
    ['ps', '-eo', 'pid,stat,etimes,args'],
    ['tail', '-n', '40', '/var/log/docker.log'],
    ['sh', '-c', 'test -e /run/docker.pid && docker ps -a && docker events --since 10m --until 0s'],
  ];
  const parts: string[] = [];
  for (const command of commands) {
    const { stdout, stderr } = await channel.exec(command, { signal: AbortSignal.timeout(5000) });
    parts.push(`$ ${command.join(' ')}\n${stdout}${stderr}`);
  }
  return parts.join('\n');
}
