import { z } from 'zod';
import { AppError } from '#lib/base/index.ts';
import type { Channel } from '../model.ts';
import { DaemonClient } from './daemon-client.ts';

/** A socket that waits for connections inside a container. */
export interface ContainerListener {
  port: number;
  /** True when only the container itself can reach it: bound to 127.0.0.1 or ::1. */
  loopback: boolean;
}

const Process = z.looseObject({ State: z.looseObject({ Pid: z.int().positive() }) });
const listening = '0A';

/**
 * The TCP sockets that wait for connections in a container's network namespace, from the kernel's own table: the container needs no
 * tool for it. Rejects with DAEMON_UNREACHABLE when the container does not run.
 */
export async function containerListeners(
  channel: Channel,
  container: string,
  signal: AbortSignal,
): Promise<ContainerListener[]> {
  using client = new DaemonClient(channel);
  const details = await client.get(`/containers/${encodeURIComponent(container)}/json`, Process, signal);
  if (!details) throw new AppError('DAEMON_UNREACHABLE', `no container ${container}`);
  const tables = ['tcp', 'tcp6'].map((table) => `/proc/${details.State.Pid}/net/${table}`);
  const { stdout } = await channel.exec(['cat', ...tables], { signal });
  return parseSocketTable(stdout);
}

/** Reads /proc/net/tcp and tcp6: "0: 0100007F:1F90 00000000:0000 0A …", addresses in the processor's byte order. */
export function parseSocketTable(text: string): ContainerListener[] {
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    if (state !== listening || port === '') return [];
    return [{ port: Number.parseInt(port, 16), loopback: isLoopback(address) }];
  });
}

function isLoopback(address: string): boolean {
  if (address.length === 8) return address.endsWith('7F');
  // ::1, and 127.x as an IPv6 program sees it (::ffff:127.0.0.1).
  return address === '00000000000000000000000001000000' || /^0{16}FFFF0000[0-9A-F]{6}7F$/i.test(address);
}
