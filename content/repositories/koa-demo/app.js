import { hostname } from 'node:os';
import Koa from 'koa';

const app = new Koa();
let visits = 0;

// Says in a header how long every answer took.
app.use(async (context, next) => {
  const began = performance.now();
  await next();
  context.set('X-Response-Time', `${(performance.now() - began).toFixed(1)} ms`);
});

app.use((context) => {
  if (context.path !== '/') return;
  visits += 1;
  context.body = `Hello from Koa!\nYou are visitor ${visits} of container ${hostname()}.\n`;
});

app.listen(3000);

// Program number 1 of a container is not ended by SIGTERM unless it says so itself.
process.once('SIGTERM', () => process.exit(0));
