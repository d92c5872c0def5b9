import createNextIntlPlugin from 'next-intl/plugin';

const withMessages = createNextIntlPlugin('./app/_server/request-messages.ts');

export default withMessages({
  // Native or self-locating packages of the engine; Next must never bundle them.
  serverExternalPackages: ['mdx-bundler', 'esbuild', 'dockerode', 'ssh2'],
  turbopack: { root: import.meta.dirname },
  // The root layout has a dynamic segment, so addresses outside every route need their own page.
  experimental: { globalNotFound: true },
  // `npm run check` checks types, of tests and tools too; building the pages must not wait for that.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  devIndicators: false,
});
