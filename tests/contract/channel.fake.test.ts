import { systemClock } from '#lib/base/index.ts';
import { createFakeDriver } from '#sandbox/drivers/fake.ts';
import { channelContract } from './channel.ts';

channelContract('fake', async () => {
  const driver = createFakeDriver({ clock: systemClock });
  const signal = new AbortController().signal;
  await driver.create({ id: 'contract', memoryMiB: 64, cpus: 1, processes: 64 }, signal);
  return {
    open: () => driver.connect('contract', signal),
    cut: (channel) => void channel[Symbol.asyncDispose](),
    close: async () => driver[Symbol.asyncDispose](),
  };
});
