/** Debian root file systems and a throw-away C compiler, made from the host's package mirror. Knows nothing of Docker or lessons. */
export { type BootstrapHook, type BootstrapOptions, bootstrap } from './bootstrap.ts';
export { compile, makeToolchain } from './compile.ts';
export { hostMirror, type Mirror, sourceLines } from './mirror.ts';
export { type RunOptions, runProgram } from './run-program.ts';
