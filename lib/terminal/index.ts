/** Terminals as several viewers share them: scrollback, replay, flow control. Bytes in, bytes out; knows no lesson and no socket. */
export { CommandScanner, type FinishedCommand } from './command-scanner.ts';
export { type Attachment, SharedTerminal, type Viewer } from './shared-terminal.ts';
