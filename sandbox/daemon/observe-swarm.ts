import type { ObservedSwarm } from '#lib/check/model.ts';
import { DaemonInfo, ServiceList, TaskList } from './answers.ts';
import type { DaemonClient } from './daemon-client.ts';

/** The swarm a daemon belongs to; services and tasks are asked for only where there are any. Rejects with DAEMON_UNREACHABLE. */
export async function observeSwarm(client: DaemonClient, signal: AbortSignal): Promise<ObservedSwarm> {
  const info = await client.get('/info', DaemonInfo, signal);
  const state = info?.Swarm?.LocalNodeState || 'inactive';
  const manager = info?.Swarm?.ControlAvailable === true;
  if (state !== 'active' || !manager) return { state, manager, services: [] };
  const [services, tasks] = await Promise.all([
    client.get('/services', ServiceList, signal),
    client.get('/tasks', TaskList, signal),
  ]);
  return {
    state,
    manager,
    services: (services ?? []).map(({ ID, Spec, UpdateStatus }) => ({
      name: Spec.Name,
      image: imageOf(Spec.TaskTemplate),
      replicas: Spec.Mode?.Replicated?.Replicas ?? null,
      update: UpdateStatus?.State ?? '',
      tasks: (tasks ?? [])
        .filter(({ ServiceID, DesiredState }) => ServiceID === ID && DesiredState === 'running')
        .map((task) => ({
          image: imageOf(task.Spec),
          state: task.Status?.State ?? '',
          error: task.Status?.Err ?? '',
        })),
    })),
  };
}

/** The image a service or task runs, without the digest a swarm pins it to. */
function imageOf(spec: { ContainerSpec?: { Image: string } | null | undefined } | null | undefined): string {
  return (spec?.ContainerSpec?.Image ?? '').replace(/@sha256:[0-9a-f]+$/, '');
}
