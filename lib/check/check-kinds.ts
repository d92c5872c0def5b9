import type { CheckKind } from './kind.ts';
import { answerGiven } from './kinds/answer-given.ts';
import { commandTyped } from './kinds/command-typed.ts';
import { composeService } from './kinds/compose-service.ts';
import { containerAbsent } from './kinds/container-absent.ts';
import { containerChanged } from './kinds/container-changed.ts';
import { containerCommand } from './kinds/container-command.ts';
import { containerEnv } from './kinds/container-env.ts';
import { containerExists } from './kinds/container-exists.ts';
import { containerExited } from './kinds/container-exited.ts';
import { containerFromImage } from './kinds/container-from-image.ts';
import { containerHealthy } from './kinds/container-healthy.ts';
import { containerPaused } from './kinds/container-paused.ts';
import { containerRestartPolicy } from './kinds/container-restart-policy.ts';
import { containerRestarted } from './kinds/container-restarted.ts';
import { containerRunning } from './kinds/container-running.ts';
import { containerStopped } from './kinds/container-stopped.ts';
import { daemonRunning } from './kinds/daemon-running.ts';
import { daemonUnreachable } from './kinds/daemon-unreachable.ts';
import { dockerfileHas } from './kinds/dockerfile-has.ts';
import { dockerfileOrder } from './kinds/dockerfile-order.ts';
import { fileAbsent } from './kinds/file-absent.ts';
import { fileContains } from './kinds/file-contains.ts';
import { fileExists } from './kinds/file-exists.ts';
import { httpAnswers } from './kinds/http-answers.ts';
import { imageAbsent } from './kinds/image-absent.ts';
import { imageBuiltFrom } from './kinds/image-built-from.ts';
import { imageCmd } from './kinds/image-cmd.ts';
import { imageCommitted } from './kinds/image-committed.ts';
import { imageEntrypoint } from './kinds/image-entrypoint.ts';
import { imageEnv } from './kinds/image-env.ts';
import { imageExists } from './kinds/image-exists.ts';
import { imageExposes } from './kinds/image-exposes.ts';
import { imageHistory } from './kinds/image-history.ts';
import { imageLabelled } from './kinds/image-labelled.ts';
import { imageLayers } from './kinds/image-layers.ts';
import { imageLayersShared } from './kinds/image-layers-shared.ts';
import { imagePushed } from './kinds/image-pushed.ts';
import { imageSize } from './kinds/image-size.ts';
import { imageTagged } from './kinds/image-tagged.ts';
import { imageWorkdir } from './kinds/image-workdir.ts';
import { logsContain } from './kinds/logs-contain.ts';
import { networkAbsent } from './kinds/network-absent.ts';
import { networkConnected } from './kinds/network-connected.ts';
import { networkExists } from './kinds/network-exists.ts';
import { portListening } from './kinds/port-listening.ts';
import { portPublished } from './kinds/port-published.ts';
import { quizAnswered } from './kinds/quiz-answered.ts';
import { registryHasTag } from './kinds/registry-has-tag.ts';
import { serviceRunning } from './kinds/service-running.ts';
import { swarmActive } from './kinds/swarm-active.ts';
import { volumeAbsent } from './kinds/volume-absent.ts';
import { volumeExists } from './kinds/volume-exists.ts';
import { volumeMounted } from './kinds/volume-mounted.ts';

/** Every kind of check, in the order of the reference. Adding one: a file in kinds/, a line here, its sentences in messages/. */
export const checkKinds: readonly CheckKind[] = [
  imageExists,
  imageAbsent,
  imageTagged,
  imagePushed,
  imageBuiltFrom,
  imageCommitted,
  imageLayers,
  imageLayersShared,
  imageSize,
  imageHistory,
  imageLabelled,
  imageEnv,
  imageExposes,
  imageWorkdir,
  imageEntrypoint,
  imageCmd,
  containerExists,
  containerRunning,
  containerExited,
  containerStopped,
  containerPaused,
  containerRestarted,
  containerAbsent,
  containerFromImage,
  containerHealthy,
  containerEnv,
  containerCommand,
  containerRestartPolicy,
  containerChanged,
  logsContain,
  portPublished,
  portListening,
  httpAnswers,
  networkConnected,
  networkExists,
  networkAbsent,
  volumeMounted,
  volumeExists,
  volumeAbsent,
  fileExists,
  fileAbsent,
  fileContains,
  dockerfileHas,
  dockerfileOrder,
  composeService,
  registryHasTag,
  swarmActive,
  serviceRunning,
  daemonUnreachable,
  daemonRunning,
  commandTyped,
  answerGiven,
  quizAnswered,
];

/** The kind of that name, if there is one. */
export function checkKind(name: string): CheckKind | undefined {
  return checkKinds.find((kind) => kind.name === name);
}
