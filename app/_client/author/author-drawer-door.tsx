'use client';
import dynamic from 'next/dynamic';

/**
 * The author's drawer, loaded when it is shown. Null in what is built to serve learners: there the condition is a constant, and the
 * drawer is not among the files at all.
 */
export const AuthorDrawer =
  // biome-ignore lint/style/noProcessEnv: the bundler puts the constant here.
  process.env.NODE_ENV === 'production'
    ? null
    : dynamic(() => import('./author-drawer.tsx').then((module) => module.AuthorDrawer), { ssr: false });
