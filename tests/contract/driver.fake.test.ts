import { systemClock } from '#lib/base/index.ts';
import { createFakeDriver } from '#sandbox/drivers/fake.ts';
import { driverContract } from './driver.ts';

driverContract('fake', async () => {
  const driver = createFakeDriver({ clock: systemClock, bootMs: 5 });
  return { driver, crash: driver.crash, close: async () => driver[Symbol.asyncDispose]() };
});
