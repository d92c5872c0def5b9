import { z } from 'zod';

/** Written by other people for another program: unknown keys are no mistake here. */
const Page = z.looseObject({
  title: z.string().optional(),
  text: z.string().min(1).optional(),
  background: z.string().min(1).optional(),
  foreground: z.string().min(1).optional(),
  /** Katacoda's names for the same. */
  courseData: z.string().min(1).optional(),
  code: z.string().min(1).optional(),
});

const Asset = z.looseObject({ file: z.string().min(1), target: z.string().min(1), chmod: z.string().optional() });

/** index.json of a Killercoda scenario (and of Katacoda's, which it grew from). */
export const ScenarioFile = z.looseObject({
  title: z.string().min(1),
  description: z.string().optional(),
  /** Katacoda: "15 minutes". */
  time: z.string().optional(),
  details: z.looseObject({
    intro: Page.optional(),
    steps: z.array(Page.extend({ text: z.string().min(1), verify: z.string().min(1).optional() })).min(1),
    finish: Page.optional(),
    assets: z.record(z.string(), z.array(Asset)).optional(),
  }),
  backend: z.looseObject({ imageid: z.string().optional() }).optional(),
});
export type ScenarioFile = z.infer<typeof ScenarioFile>;
