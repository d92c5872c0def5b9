/** A hub in a process of its own, for hub-bench: serves the folder it is given until its parent lets go of it. */
import { silentLogger, systemClock } from '#lib/base/index.ts';
import { createHub, createLabCa, noAccounts } from '#lib/hub/index.ts';

const [folder = ''] = process.argv.slice(2);
const hub = createHub({ folder, accounts: noAccounts, clock: systemClock, logger: silentLogger });
const ca = await createLabCa(folder);
const ports = await hub.listen({ host: '127.0.0.1', httpPort: 0, httpsPort: 0, ...ca });
process.on('disconnect', () => process.exit(0));
process.send?.({ ...ports, caPem: ca.caPem });
