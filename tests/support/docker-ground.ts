import Docker from 'dockerode';
import { randomId, silentLogger, systemClock } from '#lib/base/index.ts';
import { loadConfig } from '#lib/config/index.ts';
import { openSandboxGround } from '#lib/runtime/index.ts';
import type { SandboxDriver } from '#sandbox/model.ts';

/** The docker driver on the engine of this host, under an instance name of its own so that nobody's sandboxes meet. */
export interface DockerGround extends AsyncDisposable {
  driver: SandboxDriver;
  docker: Docker;
  instance: string;
  /** Kills a sandbox's container, as a crash would. */
  crash(id: string): Promise<void>;
}

/** Opens it, with further settings by their environment variables; null, with the reason on stderr, where this host has no engine or nothing to boot from. */
export async function openDockerGround(settings: Record<string, string> = {}): Promise<DockerGround | null> {
  const instance = `test-${randomId(6)}`;
  const own = { SLIPWAY_DRIVER: 'docker', SLIPWAY_INSTANCE: instance };
  const config = loadConfig({ ...process.env, ...settings, ...own }, {});
  const ground = await openSandboxGround(config, systemClock, silentLogger);
  const { ok, findings } = await ground.driver.health();
  if (!ok) {
    const reasons = findings.filter((finding) => !finding.ok).map(({ name, detail }) => `${name}: ${detail}`);
    console.warn(`No sandboxes on this host, so nothing is tested on them. ${reasons.join('; ')}`);
    await ground[Symbol.asyncDispose]();
    return null;
  }
  const docker = new Docker();
  const containers = () =>
    docker.listContainers({ all: true, filters: { label: [`dev.slipway.instance=${instance}`] } });
  return {
    driver: ground.driver,
    docker,
    instance,
    async crash(id) {
      const found = (await containers()).find((container) => container.Labels['dev.slipway.sandbox'] === id);
      if (found) await docker.getContainer(found.Id).kill();
    },
    async [Symbol.asyncDispose]() {
      for (const { Id } of await containers()) await docker.getContainer(Id).remove({ force: true, v: true });
      await ground[Symbol.asyncDispose]();
    },
  };
}
