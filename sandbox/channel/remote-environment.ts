/** Variables for ssh2, whose types ask for Node's own environment. The sandbox's sshd takes only the names it is told to accept. */
export function remoteEnvironment(values: Record<string, string>): NodeJS.ProcessEnv {
  return values as NodeJS.ProcessEnv;
}
