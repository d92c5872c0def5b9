// Next generates next-env.d.ts on its first run; this keeps `tsc` honest about CSS imports on a fresh clone.
/// <reference types="next/types/global" />
