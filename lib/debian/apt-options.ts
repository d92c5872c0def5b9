import { runProgram } from './run-program.ts';

const ours = ['APT::Install-Recommends "false"', 'Acquire::Languages "none"', 'Acquire::Retries "3"'];

/** Of the host's apt settings those about reaching its mirror: proxies, and mirrors frozen in time. Never credentials files. */
const wanted = /^Acquire::(?:Check-Valid-Until|(?:http|https)::(?:Proxy|Proxy::.*|Verify-Peer|CaInfo)) "/;

/** Options for apt during a bootstrap. See bootstrap for what stays in the result. */
export async function aptOptions(signal: AbortSignal): Promise<string[]> {
  const dump = await runProgram(['apt-config', 'dump'], { signal });
  const theirs = dump.split('\n').filter((line) => wanted.test(line));
  return [...ours, ...theirs.map((line) => line.replace(/;$/, ''))];
}
