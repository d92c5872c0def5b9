/** What we read of the Docker Engine API's answers (1.41 to 1.51). Loose: the daemon says much more, and absent lists are null. */
import { z } from 'zod';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
const labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});
/** An object used as a set of its keys. */
const keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => Object.keys(value ?? {}));
/** RFC 3339; the year 1 means "never". */
const date = z
  .string()
  .nullish()
  .transform((value) => Math.max(0, Date.parse(value ?? '') || 0));
const seconds = z.number().transform((value) => Math.max(0, value * 1000));
const bindings = z
  .record(z.string(), z.array(z.looseObject({ HostIp: text, HostPort: text })).nullable())
  .nullish()
  .transform((value) => value ?? {});

export const ContainerList = z.array(
  z.looseObject({ Id: z.string(), Names: texts, Image: text, State: text, Status: text }),
);

export const ContainerDetails = z.looseObject({
  Id: z.string(),
  Name: text,
  Image: text,
  Created: date,
  Path: text,
  Args: texts,
  RestartCount: z.number().nullish(),
  State: z.looseObject({
    Status: text,
    ExitCode: z.number().default(0),
    StartedAt: date,
    FinishedAt: date,
    Health: z.looseObject({ Status: text }).nullish(),
  }),
  Config: z.looseObject({ Image: text, Env: texts, Labels: labels, Tty: z.boolean().default(false) }),
  HostConfig: z.looseObject({
    AutoRemove: z.boolean().default(false),
    RestartPolicy: z.looseObject({ Name: text }).nullish(),
    PortBindings: bindings,
  }),
  NetworkSettings: z.looseObject({
    Ports: bindings,
    Networks: z
      .record(z.string(), z.looseObject({ IPAddress: text }).nullable())
      .nullish()
      .transform((value) => value ?? {}),
  }),
  Mounts: z
    .array(z.looseObject({ Type: text, Source: text, Destination: text, Name: text, RW: z.boolean().default(true) }))
    .nullish()
    .transform((value) => value ?? []),
});
export type ContainerDetails = z.infer<typeof ContainerDetails>;

export const ImageList = z.array(
  z.looseObject({ Id: z.string(), RepoTags: texts, RepoDigests: texts, Created: seconds, Size: z.number().default(0) }),
);
export type ImageSummary = z.infer<typeof ImageList>[number];

export const ImageDetails = z.looseObject({
  Author: text,
  Comment: text,
  RootFS: z.looseObject({ Layers: texts }).nullish(),
  Config: z
    .looseObject({
      Cmd: texts,
      Entrypoint: texts,
      Env: texts,
      ExposedPorts: keys,
      Labels: labels,
      WorkingDir: text,
      Volumes: keys,
    })
    .nullish(),
});
export type ImageDetails = z.infer<typeof ImageDetails>;

export const NetworkList = z.array(z.looseObject({ Id: z.string(), Name: z.string(), Driver: text }));

export const VolumeList = z.looseObject({
  Volumes: z
    .array(z.looseObject({ Name: z.string(), Driver: text, CreatedAt: date }))
    .nullish()
    .transform((value) => value ?? []),
});

export const ImageHistory = z.array(z.looseObject({ CreatedBy: text }));

/** Changes of a container's own layer; null when there are none. */
export const ContainerChanges = z.array(z.looseObject({ Path: z.string(), Kind: z.number() })).nullable();

export const DaemonInfo = z.looseObject({
  Swarm: z.looseObject({ LocalNodeState: text, ControlAvailable: z.boolean().default(false) }).nullish(),
});

const containerSpec = z.looseObject({ ContainerSpec: z.looseObject({ Image: text }).nullish() }).nullish();

export const ServiceList = z.array(
  z.looseObject({
    ID: z.string(),
    Spec: z.looseObject({
      Name: text,
      TaskTemplate: containerSpec,
      Mode: z.looseObject({ Replicated: z.looseObject({ Replicas: z.number().default(0) }).nullish() }).nullish(),
    }),
    UpdateStatus: z.looseObject({ State: text }).nullish(),
  }),
);

export const TaskList = z.array(
  z.looseObject({
    ServiceID: text,
    DesiredState: text,
    Spec: containerSpec,
    Status: z.looseObject({ State: text, Err: text }).nullish(),
  }),
);

export const DaemonEvent = z.looseObject({
  Type: z.string(),
  Action: z.string(),
  Actor: z.looseObject({ ID: text, Attributes: labels }),
  timeNano: z.number(),
});
export type DaemonEvent = z.infer<typeof DaemonEvent>;
