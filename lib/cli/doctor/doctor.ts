import { readConfig } from '../read-config.ts';
import { driverFindings } from './driver.ts';
import { type Finding, findingLines, healthy } from './finding.ts';
import { machineFindings } from './machine.ts';

/** `npm run doctor`: every finding, well or not, with its remedy. Resolves with 1 when something needed is missing. */
export async function doctor(flags: object): Promise<number> {
  const config = readConfig(flags);
  const machine = await machineFindings(config);
  const engineIsUp = machine.every(({ name, ok }) => ok || name !== 'Docker engine');
  const driver = engineIsUp ? await driverFindings(config) : [];
  // The engine knows its own host better than we do: it may be another machine.
  const better = new Set(driver.map(({ name }) => name));
  const findings: Finding[] = [...machine.filter(({ name }) => !better.has(name)), ...driver];
  const ok = healthy(findings);
  if ('json' in flags && flags.json) console.log(JSON.stringify({ ok, findings }));
  else {
    for (const finding of findings) for (const line of findingLines(finding)) console.log(line);
    console.log(ok ? '\nThis machine is ready.' : '\nSomething needed is missing; see the lines marked ✘.');
  }
  return ok ? 0 : 1;
}
