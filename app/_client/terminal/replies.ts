/**
 * What terminals answer to programs that ask: device attributes, cursor position, colours, modes. Replayed output holds old
 * questions; answering them again would type garbage into the shell. Keys (arrows, function keys) never look like this.
 */
const reply = /^(?:\x1b\[[?>=]?[\d;]*(?:[cnR]|\$y)|\x1b[P\]][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[IO])+$/;

/** True for data xterm sends by itself. */
export function isTerminalReply(data: string): boolean {
  return reply.test(data);
}
