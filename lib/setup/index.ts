/** Makes this machine able to serve: engine, pages, and the parts others bring. Knows no lesson and no session. */
export { type AppOptions, appPartId, appSetupPart } from './app/app-part.ts';
export { installPackages } from './apt.ts';
export { type ChildOptions, type ChildResult, runChild } from './child.ts';
export { claimDataFolder, keepReason, removeDataFolder } from './data-folder.ts';
export { type Screen, type SetupDisplay, severalDisplays } from './display/display.ts';
export { lineDisplay } from './display/line-display.ts';
export { liveDisplay } from './display/live-display.ts';
export { logDisplay } from './display/log-display.ts';
export { duration } from './display/words.ts';
export { callEngine, type EngineAddress } from './engine/address.ts';
export {
  type EngineOptions,
  engineObstacle,
  enginePartId,
  engineSetupPart,
  findProgram,
} from './engine/engine-part.ts';
export { describeSilence, type FoundEngine, findEngine } from './engine/find-engine.ts';
export { ownEngine, stopOwnEngine } from './engine/own-engine.ts';
export { installationLabel, installationOf, instanceLabel } from './installation.ts';
export { type Outcome, succeeded } from './outcome.ts';
export { runParts } from './run-parts.ts';
export { explain, SetupError } from './setup-error.ts';
