import type { Socket } from './lesson-connection.ts';

/** Opens a WebSocket to a path of this origin. The scheme is spelled out: older browsers refuse http addresses here. */
export function openSocket(path: string): Socket {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url);
}
