import { z } from 'zod';

/** labspace.yaml. Written by other people for another program: unknown keys are no mistake here. */
export const LabspaceFile = z.looseObject({
  metadata: z.looseObject({ id: z.string().optional() }).optional(),
  title: z.string().min(1),
  description: z.string().optional(),
  sections: z.array(z.looseObject({ title: z.string().min(1), contentPath: z.string().min(1) })).min(1),
  services: z
    .array(z.looseObject({ id: z.string(), title: z.string().optional(), url: z.string().optional() }))
    .optional(),
});
export type LabspaceFile = z.infer<typeof LabspaceFile>;
