import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type Docker from 'dockerode';
import { AppError, type Clock, systemClock } from '#lib/base/index.ts';
import { orAborted } from './engine.ts';

/**
 * Runs a command inside a sandbox by the second way in: `docker exec` of the warden's `enter`. For what must work without SSH:
 * building the image store, and repairs. Returns stdout; throws INTERNAL with the last of stderr when it fails.
 * Aborting stops waiting, not the command.
 */
export async function enterSandbox(
  docker: Docker,
  container: Docker.Container,
  command: readonly string[],
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<string> {
  const exec = await container.exec({
    Cmd: ['/sbin/warden', 'enter', '--', ...command],
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({});
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  docker.modem.demuxStream(stream, stdout, stderr);
  stream.once('close', () => {
    stdout.end();
    stderr.end();
  });
  stream.once('end', () => {
    stdout.end();
    stderr.end();
  });
  const [output, errors] = await orAborted(Promise.all([text(stdout), text(stderr)]), signal);
  // The streams may end a moment before the engine has noted how the command ended.
  let state = await exec.inspect();
  while (state.Running) {
    await clock.sleep(20, signal);
    state = await exec.inspect();
  }
  const { ExitCode } = state;
  if (ExitCode !== 0)
    throw new AppError('INTERNAL', `${command[0]} in the sandbox ended with ${ExitCode}: ${errors.slice(-500)}`);
  return output;
}
