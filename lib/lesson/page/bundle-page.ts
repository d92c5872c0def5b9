import type { Root } from 'mdast';
import { bundleMDX } from 'mdx-bundler';

/**
 * Compiles a page's tree with mdx-bundler and returns the code for its getMDXComponent(). The bundler gets an empty document and
 * this tree in its place: it never sees the author's text, so there is nothing in it that could run.
 */
export async function bundlePage(tree: Root, folder: string): Promise<string> {
  const { code } = await bundleMDX({
    source: '',
    cwd: folder,
    // Chinese as it is takes half the bytes of Chinese escaped.
    esbuildOptions: (options) => ({ ...options, charset: 'utf8' }),
    mdxOptions: (options) => ({
      ...options,
      // Development output would ask for react/jsx-dev-runtime, which the bundler does not provide.
      development: false,
      remarkPlugins: [() => () => tree],
      rehypePlugins: [],
    }),
  });
  return code;
}
