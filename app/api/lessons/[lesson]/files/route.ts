import * as files from '#app/_server/file-requests.ts';
import { learner } from '#app/_server/learner.ts';
import { readJson } from '#app/_server/read-json.ts';
import { respond } from '#app/_server/respond.ts';
import { runtime } from '#app/_server/runtime.ts';
import { saveFile } from '#app/_server/save-file.ts';

type Params = { lesson: string };
const sandboxFiles = async ({ lesson }: Params) => runtime().files(await learner(), lesson);
const query = (request: Request) => Object.fromEntries(new URL(request.url).searchParams);

export const GET = respond<Params>(async (request, params) => {
  const { path, as } = files.ReadRequest.parse(query(request));
  const sandbox = await sandboxFiles(params);
  if (as === 'folder') return { entries: await sandbox.list(path) };
  const { modifiedAt } = await sandbox.stat(path);
  return { text: files.textOf(await sandbox.read(path, files.largestFile)), modifiedAt };
});

export const PUT = respond<Params>(async (request, params) =>
  saveFile(await sandboxFiles(params), files.SaveRequest.parse(await readJson(request))),
);

export const POST = respond<Params>(async (request, params) => {
  const change = files.ChangeRequest.parse(await readJson(request));
  const sandbox = await sandboxFiles(params);
  await (change.action === 'rename' ? sandbox.rename(change.path, change.to) : sandbox.makeFolder(change.path));
});

export const DELETE = respond<Params>(async (request, params) =>
  (await sandboxFiles(params)).remove(files.RemoveRequest.parse(query(request)).path),
);
