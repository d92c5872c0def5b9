/**
 * Answers of a registry that refuses, by the OCI distribution specification and Docker Hub's habits. These go over the
 * wire to Docker clients, which print the messages; they are not Slipway's own errors (lib/base) and never reach the page.
 */
export const registryErrors = {
  BLOB_UNKNOWN: { status: 404, message: 'blob unknown to registry' },
  BLOB_UPLOAD_INVALID: { status: 400, message: 'blob upload invalid' },
  BLOB_UPLOAD_UNKNOWN: { status: 404, message: 'blob upload unknown to registry' },
  DENIED: { status: 403, message: 'requested access to the resource is denied' },
  DIGEST_INVALID: { status: 400, message: 'provided digest did not match uploaded content' },
  MANIFEST_BLOB_UNKNOWN: { status: 404, message: 'blob unknown to registry' },
  MANIFEST_INVALID: { status: 400, message: 'manifest invalid' },
  MANIFEST_UNKNOWN: { status: 404, message: 'manifest unknown' },
  NAME_INVALID: { status: 400, message: 'invalid repository name' },
  NAME_UNKNOWN: { status: 404, message: 'repository name not known to registry' },
  PAGINATION_NUMBER_INVALID: { status: 400, message: 'invalid number of results requested' },
  RANGE_INVALID: { status: 416, message: 'invalid content range' },
  SIZE_INVALID: { status: 413, message: 'provided length did not match content length' },
  TAG_INVALID: { status: 400, message: 'manifest tag did not match URI' },
  TOOMANYREQUESTS: { status: 429, message: 'too many requests' },
  UNAUTHORIZED: { status: 401, message: 'authentication required' },
  UNKNOWN: { status: 500, message: 'unknown error' },
  UNSUPPORTED: { status: 405, message: 'The operation is unsupported.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type RegistryErrorCode = keyof typeof registryErrors;

/** Thrown anywhere below the hub's request handler, which turns it into the specification's JSON answer. */
export class RegistryError extends Error {
  readonly registryCode: RegistryErrorCode;
  readonly detail: unknown;
  readonly headers: Record<string, string>;
  /**
   * `detail` must not be absent on the wire: without it Docker's engine reads only the bare code, does not recognise it
   * ("manifest for nginx:nosuch not found" becomes "manifest unknown") and retries pushes that were refused for good.
   */
  constructor(
    code: RegistryErrorCode,
    detail: unknown,
    more: { message?: string; headers?: Record<string, string> } = {},
  ) {
    super(more.message ?? registryErrors[code].message);
    this.name = 'RegistryError';
    this.registryCode = code;
    this.detail = detail;
    this.headers = more.headers ?? {};
  }
}

/** The error itself when it is one of ours, else null. */
export function registryErrorOf(error: unknown): RegistryError | null {
  return error instanceof Error && 'registryCode' in error ? (error as RegistryError) : null;
}
